//! What a figure shows, and what distinguishes its panels.

use super::number;
use crate::cli::Failure;
use crate::figure::{Factor, PictureView, PlateRequest, Source};
use crate::wording::{either, quote};
use clap::Args;

/// A view, in one panel or several.
#[derive(Clone, Debug, Args)]
pub struct PanelArgs {
    /// What is drawn; without it, and without panels, the ways of particles over field and density
    #[arg(long, value_name = "VIEW", value_parser = view, long_help = views())]
    view: Option<PictureView>,
    /// One panel for every value, of two factors in rows and columns: sampler=langevin,annealed,exact
    /// score=exact,learned,error,difference sigma=10,1,0.1 t=0,0.5,1 steps=1,2,4,...,512 process=ve,vp-linear
    /// way=forward,back
    #[arg(long, value_name = "FACTOR=A,B,...", num_args = 1..)]
    panels: Vec<String>,
    /// Panels beside each other [default: as fits the page]
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>)]
    columns: Option<usize>,
    /// The time of the process at which fields and maps are drawn, in place of --level
    #[arg(long, value_name = "T", value_parser = number::finite, allow_negative_numbers = true, conflicts_with = "level")]
    t: Option<f64>,
    /// The direction of marginals in degrees from x [default: that of the largest variance]
    #[arg(long, value_name = "DEGREES", value_parser = number::finite, allow_negative_numbers = true)]
    angle: Option<f64>,
    /// What quality, weights and marginal compare [default: the usual ones]
    #[arg(long, value_name = "A,B,...")]
    samplers: Option<String>,
    /// Write numbers into panels: weights of modes (true / found), what a map comes to
    #[arg(long)]
    numbers: bool,
    /// Frame where a learned field agrees with the exact one
    #[arg(long)]
    agreement: bool,
}

fn view(name: &str) -> Result<PictureView, String> {
    PictureView::of_name(name).ok_or_else(|| {
        let all = PictureView::all();
        let known = either(all.iter().map(|view| view.name()));
        format!("{:?} is no view; use {known}", quote(name))
    })
}

fn views() -> String {
    let row = |view: PictureView| format!("\n  {:<20}{}", view.name(), view.help());
    let rows: String = PictureView::all().into_iter().map(row).collect();
    format!(
        "What is drawn; without it, and without panels, the ways of particles over field and density:{rows}"
    )
}

impl PanelArgs {
    /// The request for a page of panels; `None` where nobody asks for one.
    ///
    /// # Errors
    /// When a factor or a sampler cannot be read, or something needs a view.
    pub fn request(&self) -> Result<Option<PlateRequest>, Failure> {
        let is_asked = self.view.is_some() || !self.panels.is_empty();
        if !is_asked {
            let given = [
                ("--columns", self.columns.is_some()),
                ("--t", self.t.is_some()),
                ("--angle", self.angle.is_some()),
                ("--samplers", self.samplers.is_some()),
                ("--numbers", self.numbers),
                ("--agreement", self.agreement),
            ];
            return match given.iter().find(|(_, given)| *given) {
                Some((name, _)) => Err(Failure::usage(format!(
                    "{name} belongs to a view; add --view, for example --view samples"
                ))),
                None => Ok(None),
            };
        }
        // Options may stand in one word behind --panels or in several.
        let words = self.panels.iter().flat_map(|text| text.split_whitespace());
        let factors: Result<Vec<Factor>, _> = words.map(Factor::parse).collect();
        let names = self.samplers.iter().flat_map(|names| names.split(','));
        let samplers: Result<Vec<Source>, _> =
            names.map(|name| Source::of_name(name.trim())).collect();
        let request = PlateRequest {
            factors: factors.map_err(Failure::usage)?,
            samplers: samplers.map_err(Failure::usage)?,
            columns: self.columns.filter(|columns| *columns > 0),
            t: self.t,
            angle: self.angle,
            numbers: self.numbers,
            frames: self.agreement,
            ..PlateRequest::of(self.view.unwrap_or(PictureView::Samples))
        };
        request.validate().map_err(Failure::usage)?;
        Ok(Some(request))
    }
}
