//! Data as files: what is read back is what was written.

use super::{bytes_of, trajectory};
use crate::export::*;
use crate::measure::Moment;
use crate::sampling::NoisingPaths;
use ndarray::{Array1, Array2, Array3, array};
use ndarray_npy::NpzReader;
use std::io::Cursor;

#[test]
fn a_trajectory_reads_back_from_npz() {
    let trajectory = trajectory(4);
    let bytes = bytes_of(|out| trajectory_npz(&trajectory, None, out)).unwrap();
    let mut npz = NpzReader::new(Cursor::new(bytes)).unwrap();
    let names = ["x", "step", "sigma", "t", "nfe", "center", "scale"];
    assert_eq!(npz.names().unwrap(), names);
    let x: Array3<f64> = npz.by_name("x").unwrap();
    let step: Array1<f64> = npz.by_name("step").unwrap();
    let sigma: Array1<f64> = npz.by_name("sigma").unwrap();
    assert_eq!(x, trajectory.x);
    assert_eq!(step[20], 200.0);
    let t: Array1<f64> = npz.by_name("t").unwrap();
    let nfe: Array1<f64> = npz.by_name("nfe").unwrap();
    assert_eq!(sigma.to_vec(), trajectory.sigma);
    assert_eq!((t.to_vec(), nfe[20]), (trajectory.t, 400.0));
}

#[test]
fn a_trajectory_reads_back_from_csv_to_the_last_bit() {
    let trajectory = trajectory(4);
    let bytes = bytes_of(|out| trajectory_csv(&trajectory, out)).unwrap();
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["step", "particle", "x", "y", "sigma"]
    );
    let rows: Vec<(u64, usize, f64, f64, f64)> =
        reader.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 21 * 4);
    for (index, (step, particle, x, y, sigma)) in rows.into_iter().enumerate() {
        let frame = index / 4;
        assert_eq!((step, particle), (trajectory.step[frame], index % 4));
        assert_eq!(x, trajectory.x[[frame, particle, 0]]);
        assert_eq!(y, trajectory.x[[frame, particle, 1]]);
        assert_eq!(sigma, trajectory.sigma[frame]);
    }
}

#[test]
fn noising_paths_read_back_from_npz_and_csv() {
    let paths = NoisingPaths {
        x: trajectory(4).x,
        t: (0..21).map(|frame| 0.05 * f64::from(frame)).collect(),
        alpha: vec![0.7; 21],
        sigma: vec![0.3; 21],
        center: [1.0, -2.0],
        scale: 2.5,
    };
    let bytes = bytes_of(|out| write_noising(&paths, Format::Npz, None, out)).unwrap();
    let mut npz = NpzReader::new(Cursor::new(bytes)).unwrap();
    assert_eq!(
        npz.names().unwrap(),
        ["x", "t", "alpha", "sigma", "center", "scale"]
    );
    let x: Array3<f64> = npz.by_name("x").unwrap();
    let t: Array1<f64> = npz.by_name("t").unwrap();
    assert_eq!((x, t.to_vec()), (paths.x.clone(), paths.t.clone()));
    let text =
        String::from_utf8(bytes_of(|out| write_noising(&paths, Format::Csv, None, out)).unwrap())
            .unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("step,particle,x,y,t,alpha,sigma"));
    let row: Vec<f64> = lines
        .nth(4 * 7 + 2)
        .unwrap()
        .split(',')
        .map(|n| n.parse().unwrap())
        .collect();
    let (x, y) = (paths.x[[7, 2, 0]], paths.x[[7, 2, 1]]);
    assert_eq!(row, [7.0, 2.0, x, y, paths.t[7], 0.7, 0.3]);
}

#[test]
fn a_field_reads_back_from_npz_and_csv() {
    let x: Array2<f64> = array![[0.1, -2e-9], [1e300, 3.0], [-0.0, 5e-324]];
    let score = &x * 0.3;
    let log_density = array![-1.5, f64::MIN, 0.1 + 0.2];
    let denoised = &x * 0.7;
    let field = FieldTable {
        sigma: 0.5,
        moment: None,
        x: x.view(),
        score: score.view(),
        log_density: log_density.view(),
        denoised: denoised.view(),
    };
    let mut npz = NpzReader::new(Cursor::new(
        bytes_of(|out| write_field(&field, Format::Npz, None, out)).unwrap(),
    ))
    .unwrap();
    assert_eq!(
        npz.names().unwrap(),
        ["x", "score", "log_density", "denoised", "sigma"]
    );
    let sigma: ndarray::Array0<f64> = npz.by_name("sigma").unwrap();
    assert_eq!(sigma.into_scalar(), 0.5);
    assert_eq!(
        npz.by_name::<ndarray::OwnedRepr<f64>, ndarray::Ix2>("score")
            .unwrap(),
        score
    );

    let moment = Some(Moment {
        t: 0.3,
        alpha: 0.9,
        center: [1.0, -2.0],
        scale: 2.5,
    });
    let later = FieldTable { moment, ..field };
    let mut npz = NpzReader::new(Cursor::new(
        bytes_of(|out| field_npz(&later, None, out)).unwrap(),
    ))
    .unwrap();
    let t: ndarray::Array0<f64> = npz.by_name("t").unwrap();
    let alpha: ndarray::Array0<f64> = npz.by_name("alpha").unwrap();
    assert_eq!((t.into_scalar(), alpha.into_scalar()), (0.3, 0.9));
    let center: Array1<f64> = npz.by_name("center").unwrap();
    let scale: ndarray::Array0<f64> = npz.by_name("scale").unwrap();
    assert_eq!(
        (center.to_vec(), scale.into_scalar()),
        (vec![1.0, -2.0], 2.5)
    );

    let bytes = bytes_of(|out| write_field(&field, Format::Csv, None, out)).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("x,y,score_x,score_y,log_density,denoised_x,denoised_y")
    );
    for (row, line) in lines.enumerate() {
        let numbers: Vec<f64> = line.split(',').map(|n| n.parse().unwrap()).collect();
        assert_eq!(numbers[..2], [x[[row, 0]], x[[row, 1]]]);
        assert_eq!(numbers[4], log_density[row]);
        assert_eq!(numbers[5..], [denoised[[row, 0]], denoised[[row, 1]]]);
    }
}

#[test]
fn a_training_log_leaves_unmeasured_cells_empty() {
    let error = |train_step| LogRow {
        train_step,
        score_error: Some(0.02),
        ..LogRow::default()
    };
    let loss = |train_step| LogRow {
        train_step,
        loss: Some(0.5),
        floor: Some(0.25),
        ..LogRow::default()
    };
    let both = LogRow {
        score_error: Some(0.02),
        ..loss(20)
    };
    let rows = [error(5), loss(10), both];
    let text = String::from_utf8(loss_csv(&rows).unwrap()).unwrap();
    assert_eq!(
        text,
        "train_step,loss,floor,score_error\n5,,,0.02\n10,0.5,0.25,\n20,0.5,0.25,0.02\n"
    );
}
