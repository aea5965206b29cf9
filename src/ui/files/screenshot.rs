//! The stage as it is on the screen: pins, slow motion, live particles and all.

use crate::session::saving::Picture;
use egui::{ColorImage, Context, Rect, ScreenshotCallback, ViewportCommand};
use std::sync::{Arc, Mutex, PoisonError};

/// Frames until what asked for it, a menu or a palette, has gone.
const FRAMES: u8 = 3;

/// One that was asked for.
#[derive(Default)]
pub struct Screenshot {
    /// Frames until it is taken.
    due: Option<u8>,
    /// What the window hands over, pixels of all of it.
    taken: Arc<Mutex<Option<Arc<ColorImage>>>>,
}

impl Screenshot {
    /// Asks for one.
    pub fn ask(&mut self, ctx: &Context) {
        self.due = Some(FRAMES);
        ctx.request_repaint();
    }

    /// Once a frame: what lies on `area` of the window, in points, when it has come.
    pub fn take(&mut self, ctx: &Context, area: Rect) -> Option<Picture> {
        match self.due {
            None => {}
            Some(0) => {
                self.due = None;
                let (slot, waker) = (self.taken.clone(), ctx.clone());
                let hand_over = move |image| {
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(image);
                    waker.request_repaint();
                };
                ctx.send_viewport_cmd(ViewportCommand::Screenshot(ScreenshotCallback::new(
                    hand_over,
                )));
            }
            Some(frames) => {
                self.due = Some(frames - 1);
                ctx.request_repaint();
            }
        }
        let taken = self
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()?;
        cut(&taken, area, ctx.pixels_per_point())
    }
}

/// The part of a picture of the window that lies on `area`, with so many pixels a point; none where that is outside.
fn cut(whole: &ColorImage, area: Rect, pixels_per_point: f32) -> Option<Picture> {
    let most = whole.size;
    let pixel = |points: f32, most: usize| {
        ((points * pixels_per_point).round().max(0.0) as usize).min(most)
    };
    let (left, right) = (pixel(area.left(), most[0]), pixel(area.right(), most[0]));
    let (top, bottom) = (pixel(area.top(), most[1]), pixel(area.bottom(), most[1]));
    if left >= right || top >= bottom {
        return None;
    }
    let rows = (top..bottom).map(|row| &whole.pixels[row * most[0]..][left..right]);
    let rgba = rows
        .flatten()
        .flat_map(|pixel| pixel.to_srgba_unmultiplied());
    Some(Picture {
        size: [right - left, bottom - top],
        rgba: rgba.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, pos2};

    #[test]
    fn the_stage_is_cut_out_of_the_window_pixel_by_pixel() {
        let pixels = (0..6 * 4).map(|at| Color32::from_gray(at as u8)).collect();
        let whole = ColorImage::new([6, 4], pixels);
        let area = Rect::from_min_max(pos2(1.0, 0.5), pos2(2.0, 9.0));
        let picture = cut(&whole, area, 2.0).unwrap();
        assert_eq!(picture.size, [2, 3]);
        let grey: Vec<u8> = picture.rgba.chunks(4).map(|pixel| pixel[0]).collect();
        assert_eq!(grey, [8, 9, 14, 15, 20, 21]);
        let outside = Rect::from_min_max(pos2(9.0, 9.0), pos2(11.0, 11.0));
        assert!(cut(&whole, outside, 1.0).is_none());
    }
}
