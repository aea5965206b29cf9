//! Lessons are read, refused, measured and judged.

use super::*;
