//! `scorefield figure`.

mod plate;

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::memory;
use crate::cli::options::page::{LookArgs, PageArgs};
use crate::cli::options::panels::PanelArgs;
use crate::cli::options::process;
use crate::cli::options::run::{self, Ends, RunArgs};
use crate::cli::options::score::ScoreArgs;
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{
    Drawing, FittedSheet, Format, Paper, Size, caption_tex, figure_bytes, missing_characters,
};
use crate::figure::FigureOptions;
use crate::figure::recording::Recording;
use crate::files;
use crate::sampling::Trajectory;
use crate::wording::{count, quote_path};
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Draw what particles do, a field, a map or a chart, in one panel or several
#[derive(Debug, Args)]
#[command(after_help = process::table())]
pub struct Figure {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    #[command(flatten)]
    score: ScoreArgs,
    #[command(flatten)]
    run: RunArgs,
    /// Where the figure goes, .svg, .png or .pdf
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Width and height in pixels of 1/96 inch [default: 800 wide, as high as needed]
    #[arg(long, value_name = "WxH", allow_hyphen_values = true)]
    size: Option<Size>,
    #[command(flatten, next_help_heading = "View and panels")]
    panels: PanelArgs,
    #[command(flatten, next_help_heading = "Page")]
    page: PageArgs,
    #[command(flatten, next_help_heading = "Look")]
    look: LookArgs,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Figure {
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::FIGURE)?;
        let request = self.panels.request()?;
        let mut options = self.page.options(&self.look)?;
        options.every_frame = self.run.chooses_frames();
        self.require_memory(out.format)?;
        let opened = OpenedScene::open(&self.scene, self.run.seed, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        let made = opened.makes(command)?.with_model(score.model.clone());
        let made = made.with_parameters(json!({
            "sampling": self.run.spec(opened.scene.sampling)?, "noise": opened.range, "drawn": options,
        }));
        let made_by = made.to_json();
        let mut object = json!({
            "scene": opened.name, "score": score.name, "seed": opened.scene.seed, "out": out.shown(),
            "provenance": made,
        });
        let mut remarks = String::new();
        let drawn = match request {
            Some(request) => self.drawn_plate(request, (&opened, &score), out.format, &made_by)?,
            None => {
                let recording = self.run.recording(&opened, &score)?;
                let trajectory = run::record(&recording, &opened)?;
                output::extend(&mut object, run::in_json(recording.run(), &trajectory));
                if let Some(ends) = Ends::of(recording.run(), &opened) {
                    remarks += &ends.in_words();
                    output::extend(&mut object, json!({ "ends": ends.in_json() }));
                }
                if let Some(words) = trajectory.led_away_in_words() {
                    remarks += &format!("\n{words}");
                }
                progress::during("drawing", || {
                    self.drawn(&recording, &trajectory, options, out.format, &made_by)
                })?
            }
        };
        out.write(&drawn.bytes)?;
        output::extend(&mut object, drawn.page.in_json());
        let mut text = format!(
            "wrote {} to {}{remarks}",
            drawn.page.in_words(),
            out.quoted()
        );
        if let Some(lost) = missing_characters(drawn.picture.drawing(), out.format) {
            text += &format!(
                "\nno font here has {lost:?}, boxes stand for it; install one that does, or save an .svg"
            );
            output::extend(&mut object, json!({ "missing_characters": lost }));
        }
        if let DrawnPage::Sheet { sheet, .. } = &drawn.page {
            let caption = drawn.picture.caption().join(" ");
            if !sheet.has_caption() {
                let beside = out.beside("txt");
                files::write_whole(&beside, format!("{caption}\n").as_bytes())?;
                text += &format!("\ncaption in {}:\n{caption}", quote_path(&beside));
            }
            if self.page.caption_tex() {
                let tex = caption_tex(drawn.picture.caption());
                let beside = out.beside("tex");
                files::write_whole(&beside, tex.as_bytes())?;
                text += &format!("\ncaption for LaTeX in {}", quote_path(&beside));
            }
            output::extend(&mut object, json!({ "caption": caption }));
        }
        output::print(self.json, &object, &text)
    }

    /// The figure as it was asked for, as bytes of `format`.
    fn drawn(
        &self,
        recording: &Recording,
        trajectory: &Trajectory,
        options: FigureOptions,
        format: Format,
        made_by: &str,
    ) -> Result<Drawn, Failure> {
        let show_title = options.show_title;
        let draw = |options: &FigureOptions| {
            let mut figure = recording.figure(trajectory, options)?;
            figure.made_by = Some(made_by.to_owned());
            if let (Some(title), true) = (self.look.title(), show_title) {
                title.clone_into(&mut figure.title);
            }
            Ok::<_, Failure>(figure)
        };
        let Some(sheet) = self.page.sheet() else {
            let figure = draw(&options)?;
            let size = self.size.unwrap_or_else(|| Size::for_figure(&figure));
            let bytes = figure_bytes(&figure, format, size, None)?;
            let page = DrawnPage::Pixels(size);
            return Ok(Drawn {
                picture: Picture::Figure(figure),
                page,
                bytes,
            });
        };
        let (figure, fitted) = sheet.drawn(options, draw)?;
        let dpi = self.page.dpi();
        self.require_pixels(fitted, dpi, format)?;
        let bytes = figure_bytes(&figure, format, fitted, Some(dpi))?;
        let page = DrawnPage::Sheet {
            share: fitted.plot_share(&figure),
            sheet: fitted,
        };
        Ok(Drawn {
            picture: Picture::Figure(figure),
            page,
            bytes,
        })
    }

    /// # Errors
    /// When there are more pixels than a picture may have.
    fn require_pixels(&self, sheet: FittedSheet, dpi: u32, format: Format) -> Result<(), Failure> {
        if format != Format::Png {
            return Ok(());
        }
        let [width, height] = Paper::from(sheet).pixels(dpi.into());
        let size = Size::new(width as u32, height as u32);
        size.map(|_| ())
            .map_err(|error| Failure::usage(format!("{dpi} dpi: {error}, or a smaller --dpi")))
    }

    /// # Errors
    /// When the pixels do not fit into memory.
    fn require_memory(&self, format: Format) -> Result<(), Failure> {
        let Some(size) = self.size.filter(|_| format == Format::Png) else {
            return Ok(());
        };
        let (width, height) = (u64::from(size.width()), u64::from(size.height()));
        let what = format!("a figure of {} x {} pixels", count(width), count(height));
        memory::require(&what, width * height * memory::PIXEL, "a smaller --size")
    }
}

/// What was drawn.
enum Picture {
    Figure(crate::figure::Figure),
    Plate(crate::figure::Plate),
}

impl Picture {
    fn drawing(&self) -> &dyn Drawing {
        match self {
            Self::Figure(figure) => figure,
            Self::Plate(plate) => plate,
        }
    }

    fn caption(&self) -> &[String] {
        match self {
            Self::Figure(figure) => &figure.caption,
            Self::Plate(plate) => &plate.caption,
        }
    }
}

/// A picture with its bytes.
struct Drawn {
    picture: Picture,
    page: DrawnPage,
    bytes: Vec<u8>,
}

/// What it was drawn on.
enum DrawnPage {
    Pixels(Size),
    /// With the share of it that the plot takes.
    Sheet {
        sheet: FittedSheet,
        share: f64,
    },
}

impl DrawnPage {
    fn in_words(&self) -> String {
        match self {
            Self::Pixels(size) => format!("{} x {}", size.width(), size.height()),
            Self::Sheet { sheet, share } => {
                let [width, height] = sheet.points().map(|side| side / 72.0);
                let percent = (100.0 * share).round();
                format!("{width:.2} x {height:.2} in ({percent} % plot)")
            }
        }
    }

    fn in_json(&self) -> serde_json::Value {
        match self {
            Self::Pixels(size) => json!({ "width": size.width(), "height": size.height() }),
            Self::Sheet { sheet, share } => {
                let [width, height] = sheet.points();
                json!({ "width_pt": width, "height_pt": height, "plot_share": share })
            }
        }
    }
}
