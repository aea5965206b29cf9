//! What is known at the points that are probed: the truth at once, the network's answer when it comes.

use crate::measure::Reading;
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::Point;
use crate::session::{Command, ProbeAnswer, ProbeRequest};
use std::sync::Arc;

/// Who asks at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The pointer.
    Hand,
    /// A pin, counted from 0.
    Pin(usize),
    /// The pointer over a panel of several, counted from 0.
    Panel(usize),
}

/// What is known at one point.
pub struct Probed {
    who: Who,
    /// Of which target.
    target: Arc<GaussianMixture>,
    pub reading: Reading,
    pub network: Network,
}

/// What there is of the network's answer at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// It is not asked.
    Silent,
    /// Its answer comes with the next snapshot.
    Asked,
    /// It was heard.
    Answered,
}

/// All points that are probed now.
#[derive(Default)]
pub struct Readings {
    known: Vec<Probed>,
    asked: Vec<ProbeRequest>,
}

impl Readings {
    /// Reads at `points` of `target` after `noising`, with the network's `answers` if it has a say; what holds still is
    /// not computed anew.
    pub fn read(
        &mut self,
        target: &Arc<GaussianMixture>,
        answers: Option<&[ProbeAnswer]>,
        points: &[(Who, Point)],
        noising: Noising,
    ) {
        let mut before = std::mem::take(&mut self.known);
        for &(who, at) in points {
            let same = |known: &Probed| {
                let Reading {
                    at: x, noising: n, ..
                } = known.reading;
                (x, n) == (at, noising) && Arc::ptr_eq(&known.target, target)
            };
            let mut probed = match before.iter().position(same) {
                Some(index) => before.swap_remove(index),
                None => Probed {
                    who,
                    target: target.clone(),
                    reading: Reading::new(target, noising, at),
                    network: Network::Silent,
                },
            };
            probed.who = who;
            let request = ProbeRequest { at, noising };
            match answers {
                None => {
                    probed.reading.learned = None;
                    probed.network = Network::Silent;
                }
                Some(answers) => {
                    if let Some(answer) = answers.iter().find(|answer| answer.request == request) {
                        probed.reading.learned = answer.learned;
                        probed.network = Network::Answered;
                    } else if probed.network == Network::Silent {
                        probed.network = Network::Asked;
                    }
                }
            }
            self.known.push(probed);
        }
    }

    /// Asks the network at the points that were read, when they have changed.
    pub fn ask(&mut self, commands: &mut Vec<Command>) {
        let request = |known: &Probed| ProbeRequest {
            at: known.reading.at,
            noising: known.reading.noising,
        };
        let changed = self.asked.len() != self.known.len()
            || self
                .asked
                .iter()
                .zip(&self.known)
                .any(|(asked, known)| *asked != request(known));
        if changed {
            self.asked = self.known.iter().map(request).collect();
            commands.push(Command::Probe(self.asked.clone()));
        }
    }

    /// Asks anew when there is something to ask: somebody else has asked since.
    pub fn forget(&mut self) {
        self.asked = Vec::new();
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Who, &Reading)> {
        (self.known.iter()).map(|probed| (probed.who, &probed.reading))
    }

    /// What is known where `who` asks.
    pub fn of(&self, who: Who) -> Option<&Probed> {
        self.known.iter().find(|probed| probed.who == who)
    }
}
