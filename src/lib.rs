//! scorefield teaches score matching and score-based diffusion in two dimensions.
//!
//! # The one idea
//! Every target is a Gaussian mixture. Noise of level sigma only widens its components, so for every
//! target and every noise level the exact density, score, denoiser and irreducible loss are known,
//! and the truth stands beside what was learned.
//!
//! # A first network
//! A scene says what is learned and how; its seed fixes every draw.
//!
//! ```
//! use scorefield::measure::ErrorProbe;
//! use scorefield::scene::preset;
//! use scorefield::score::{Trainer, Workers};
//!
//! let scene = preset::find("three-gaussians")?;
//! let mixture = scene.mixture()?;
//! let range = scene.noise_range(&mixture);
//!
//! // Train for 150 steps; the number of threads changes the speed and no bit of the result.
//! let workers = Workers::one();
//! let mut trainer = Trainer::new(
//!     &mixture, range, &scene.network, &scene.training, scene.seed, workers,
//! )?;
//! for _ in 0..150 {
//!     assert!(trainer.step().finite);
//! }
//! let network = trainer.frozen();
//!
//! // Let particles follow the network from noise, and keep their paths.
//! let run = scene.sampling.run_for(&mixture, range, &network)?;
//! let walk = run.start(&mixture, scene.seed);
//! let paths = walk.record(&network, run.default_every(), &mut |_, _| ())?;
//! assert_eq!(paths.particles(), scene.sampling.particles);
//!
//! // The truth is known: most of the score has been learned already.
//! let probe = ErrorProbe::new(&mixture, &range.ladder(4), 512, scene.seed);
//! let errors = probe.score_errors(&network);
//! assert!(errors.iter().sum::<f64>() / 4.0 < 0.5, "{errors:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/train_and_sample.rs` is this as a program, `examples/figure.rs` draws a figure as SVG.
//!
//! # Features
//! | feature | what it adds |
//! | --- | --- |
//! | `app` (on by default) | the window, the command line, reading and writing files, PNG and PDF |
//! | `wgpu` | a second way to draw the window, for machines without OpenGL |
//!
//! With `default-features = false` the science is left: every module from the plane to figures as SVG.
//!
//! # The layers
//! A module may import only from modules to its left; `tests/architecture` checks it.
//!
//! ```text
//! {dispatch, wording} <- plane <- mixture <- {shapes, noise} <- score <- sampling <- measure <- scene
//!       <- figure <- {export, files} <- session <- {document, lesson} <- ui <- {desktop, web} <- cli <- main
//! ```
//!
//! The command line stands above the desktop because it is what opens the window, what measures a drag in
//! it, and what says why it did not open; its other verbs know neither.
//!
//! # Words and signs
//! | name | meaning |
//! | --- | --- |
//! | `sigma` | a noise level, never a width; a component has `std` and `cov` |
//! | `x0`, `eps`, `x_noisy` | clean sample, standard normal draw, x0 + sigma eps |
//! | `center`, `scale` | c and s of x_t = c + alpha (x0 - c) + sigma s eps along a process |
//! | `score` | s(x, sigma) = grad log p_sigma(x), of the smoothed density, 1/unit |
//! | `denoised` | D(x; sigma) = x + sigma^2 s = E\[x0 given x\] |
//! | `dsm_loss` | E sigma^2 \|s + eps/sigma\|^2: sum over coordinates, mean over the batch, no 1/2 |
//! | `dsm_floor` | 2 - sigma^2 E\|s*\|^2, what even the exact score scores |
//! | `score_error` | E\|s - s*\|^2 / E\|s*\|^2 under p_sigma |
//! | `step_size` | eps_L in x <- x + eps_L s + sqrt(2 eps_L tau) z |
//!
//! # Numbers
//! Points, densities and exact scores are f64. Networks compute in f32; a [`score::ScoreFn`] takes
//! and returns f64. Random numbers come from seeded ChaCha streams only, one a purpose.
//!
//! # Choices
//! [`measure::papers`] measures the figures of the papers again. It needs the core only,
//! so that the session can run it beside the window and the command line in the foreground.
//!
//! Figures are written by our own SVG writer ([`export`] says why) and turned into PNG and PDF by
//! `resvg` and `krilla`. Dialogs are drawn inside the window, so that they work on every desktop, in
//! a virtual screen and under tests. The window draws its canvas from snapshots directly;
//! [`figure`] is for what is exported.
//!
//! [`session`] counts and never waits; threads and clocks are in `desktop`, so that another shell can
//! tick the same experiment. Journeys and papers take minutes, too long for a tick: an experiment hands
//! them back as [`session::LongRequest`]s. Whoever owns the loop runs them where they can be ended: the
//! desktop on threads of their own, a page in another worker.
//!
//! The target decides what stands around the window: `desktop` and `cli` on a machine, `web` (WebAssembly) on a
//! page. Nothing else knows of the difference but what opens and writes files on a disk.

#![cfg_attr(
    any(not(feature = "app"), target_arch = "wasm32"),
    allow(
        dead_code,
        unused_imports,
        unused_mut,
        reason = "what only the program's shells use, each a part of it"
    )
)]

#[cfg(all(feature = "app", not(target_arch = "wasm32")))]
pub mod cli;
#[cfg(all(feature = "app", not(target_arch = "wasm32")))]
pub mod desktop;
mod dispatch;
#[cfg(feature = "app")]
mod document;
pub mod export;
pub mod figure;
#[cfg(feature = "app")]
pub mod files;
#[cfg(feature = "app")]
pub mod lesson;
pub mod measure;
pub mod mixture;
pub mod noise;
pub mod plane;
pub mod sampling;
pub mod scene;
pub mod score;
pub mod session;
pub mod shapes;
#[cfg(feature = "app")]
pub mod ui;
#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub mod web;
pub(crate) mod wording;
