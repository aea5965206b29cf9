//! The silhouette of a picture.

use crate::shapes::Silhouette;
use crate::wording::count;
use png::{ColorType, Decoder, DecodingError, Transformations};
use std::io::Cursor;

/// Pictures of more pixels take more memory than a silhouette is worth.
const MOST_PIXELS: u64 = 40_000_000;
/// The first bytes of every PNG.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// A picture of which all pixels are nearer in brightness than this has none, of 255.
const LEAST_CONTRAST: usize = 24;
/// From this opacity on a pixel is there, of 255.
const OPAQUE: u8 = 128;

/// What is opaque in a PNG, or where everything is, what differs in brightness from its border.
///
/// # Errors
/// One sentence when it is no PNG or has no silhouette.
pub fn silhouette(bytes: &[u8]) -> Result<Silhouette, String> {
    if !bytes.starts_with(SIGNATURE) {
        return Err("this is no PNG, whatever its name says; save the picture as .png".to_owned());
    }
    let damaged = |error: DecodingError| {
        format!("the picture cannot be read: {error}; save it again as .png")
    };
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let info = reader.info();
    let pixels = u64::from(info.width) * u64::from(info.height);
    if pixels > MOST_PIXELS {
        return Err(format!(
            "the picture has {} pixels; make it smaller, at most {}",
            count(pixels),
            count(MOST_PIXELS)
        ));
    }
    let size = reader.output_buffer_size().unwrap_or_default();
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data).map_err(damaged)?;
    let channels = match frame.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb | ColorType::Indexed => 3,
        ColorType::Rgba => 4,
    };
    let pixels = || data[..frame.buffer_size()].chunks_exact(channels);
    let width = frame.width as usize;
    let alpha: Vec<bool> = match channels {
        2 | 4 => pixels()
            .map(|pixel| pixel[channels - 1] >= OPAQUE)
            .collect(),
        _ => Vec::new(),
    };
    let inside = if alpha.contains(&false) {
        alpha
    } else {
        let brightness = pixels().map(|pixel| match pixel {
            [red, green, blue, ..] => luminance([*red, *green, *blue]),
            [gray, ..] => *gray,
            [] => 0,
        });
        unlike_the_border(width, &brightness.collect::<Vec<u8>>())?
    };
    Silhouette::new(width, inside)
        .map_err(|error| format!("the picture has no silhouette: {error}"))
}

/// Rec. 709 on the coded values: near enough to tell two colours apart.
fn luminance([red, green, blue]: [u8; 3]) -> u8 {
    ((2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue)) / 10_000) as u8
}

/// The pixels on the other side of the best threshold than most of the border.
fn unlike_the_border(width: usize, brightness: &[u8]) -> Result<Vec<bool>, String> {
    let mut histogram = [0u64; 256];
    for level in brightness {
        histogram[usize::from(*level)] += 1;
    }
    let used = |found: &&u64| **found > 0;
    let darkest = histogram.iter().position(|found| used(&found)).unwrap_or(0);
    let brightest = histogram
        .iter()
        .rposition(|found| used(&found))
        .unwrap_or(0);
    if brightest - darkest < LEAST_CONTRAST {
        return Err("the picture has no silhouette: it is of one brightness all over; give a shape on a ground that differs from it".to_owned());
    }
    let threshold = threshold(&histogram);
    let is_bright = |level: &u8| usize::from(*level) > threshold;
    let height = brightness.len() / width;
    let border = (0..brightness.len()).filter(|at| {
        let (column, row) = (at % width, at / width);
        column == 0 || row == 0 || column + 1 == width || row + 1 == height
    });
    let (mut bright, mut all) = (0, 0);
    for at in border {
        all += 1;
        bright += usize::from(is_bright(&brightness[at]));
    }
    let ground = 2 * bright > all;
    Ok(brightness
        .iter()
        .map(|level| is_bright(level) != ground)
        .collect())
}

/// The brightness up to which a pixel is dark, where both sides differ most (Otsu 1979): the largest variance between
/// them, n_0 n_1 (m_0 - m_1)^2.
fn threshold(histogram: &[u64; 256]) -> usize {
    let moment = |levels: std::ops::Range<usize>| {
        levels.fold((0.0, 0.0), |(count, sum), level| {
            let found = histogram[level] as f64;
            (count + found, sum + found * level as f64)
        })
    };
    let between = |level: usize| {
        let ((dark, dark_sum), (bright, bright_sum)) =
            (moment(0..level + 1), moment(level + 1..256));
        if dark == 0.0 || bright == 0.0 {
            return 0.0;
        }
        dark * bright * (dark_sum / dark - bright_sum / bright).powi(2)
    };
    let best = (0..255).max_by(|a, b| between(*a).total_cmp(&between(*b)));
    best.unwrap_or(127)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Bounds;
    use png::{BitDepth, Encoder};

    /// A picture of 40 x 20 pixels, each as `pixel` says of its column and row.
    fn picture(color: ColorType, pixel: impl Fn(usize, usize) -> Vec<u8>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 40, 20);
        encoder.set_color(color);
        encoder.set_depth(BitDepth::Eight);
        let data: Vec<u8> = (0..800).flat_map(|at| pixel(at % 40, at / 40)).collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&data).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// A box of 20 x 10 in the middle.
    fn is_box(column: usize, row: usize) -> bool {
        (10..30).contains(&column) && (5..15).contains(&row)
    }

    #[test]
    fn a_box_is_found_by_its_opacity_and_by_its_brightness_dark_or_bright() {
        let of = |bytes: &[u8]| silhouette(bytes).unwrap();
        let expected = Silhouette::new(40, (0..800).map(|at| is_box(at % 40, at / 40)).collect());
        let expected = expected.unwrap();
        let clear = picture(ColorType::Rgba, |c, r| {
            vec![9, 9, 9, 255 * u8::from(is_box(c, r))]
        });
        assert_eq!(of(&clear), expected);
        let dark = picture(ColorType::Rgb, |c, r| {
            if is_box(c, r) {
                vec![160, 20, 20]
            } else {
                vec![230; 3]
            }
        });
        assert_eq!(of(&dark), expected);
        let bright = picture(ColorType::Grayscale, |c, r| {
            vec![20 + 90 * u8::from(is_box(c, r))]
        });
        assert_eq!(of(&bright), expected);
        // The box of 2 to 1 lies in the middle of what it is drawn in.
        let points = of(&clear).points(300, &Bounds::square([0.0, 0.0], 3.0), 1);
        assert!(
            points
                .at
                .iter()
                .all(|p| p[0].abs() <= 3.0 && p[1].abs() <= 1.5)
        );
    }

    #[test]
    fn a_picture_without_a_silhouette_and_what_is_no_picture_are_refused_in_a_sentence() {
        let refused = |bytes: &[u8]| silhouette(bytes).unwrap_err();
        let plain = picture(ColorType::Rgb, |_, _| vec![200; 3]);
        assert!(refused(&plain).contains("of one brightness all over"));
        let clear = picture(ColorType::Rgba, |_, _| vec![200, 200, 200, 0]);
        assert!(refused(&clear).contains("nothing is inside"));
        assert!(refused(b"x,y\n1,2\n").contains("no PNG"));
        let whole = picture(ColorType::Rgb, |c, r| vec![255 * u8::from(is_box(c, r)); 3]);
        for end in [10, 40, whole.len() / 2] {
            assert!(refused(&whole[..end]).contains("cannot be read"), "{end}");
        }
    }
}
