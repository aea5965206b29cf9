//! What measures. At a point, on the canvas and in the journey: the hand that asks, the readings of the points it
//! asks about, and how they are shown: as numbers on a plate, as a dial, as the clean points that could have made x
//! and as draws of them. And of a network that learns from finite data, the card that tells what it makes of them;
//! of a training, the bar of its time and the cards
//! of its objectives and of a run to compare it with.

pub mod dial;
pub mod draws;
pub mod hand;
pub mod identity_card;
pub mod memory_card;
pub mod number_plate;
pub mod numbers;
pub mod pin_card;
pub mod posterior;
pub mod readings;
pub mod sheet;
pub mod time_bar;
