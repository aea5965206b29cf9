//! One Gaussian N(0, v I): every step is linear in x, so that what a sampler makes of the prior is
//! known exactly.

use super::*;

const VARIANCE: f64 = 0.3;
const STEPS: usize = 12;
const PARTICLES: usize = 10_000;

/// The variance of p_t.
fn spread(process: &Process, t: f64) -> f64 {
    (process.alpha(t).powi(2) * VARIANCE) + process.sigma(t).powi(2)
}

/// The derivative of the flow, dx/dt = rate x.
fn rate(process: &Process, t: f64) -> f64 {
    process.drift(t) + 0.5 * process.diffusion_squared(t) / spread(process, t)
}

/// What is left of x_t in the predicted clean point.
fn gain(process: &Process, t: f64) -> f64 {
    process.alpha(t) * VARIANCE / spread(process, t)
}

fn euler(process: &Process, t: f64, s: f64) -> f64 {
    1.0 + (s - t) * rate(process, t)
}

fn heun(process: &Process, t: f64, s: f64) -> f64 {
    let ahead = rate(process, s) * euler(process, t, s);
    1.0 + 0.5 * (s - t) * (rate(process, t) + ahead)
}

fn maruyama(process: &Process, t: f64, s: f64, v: f64) -> f64 {
    let (h, g2) = (t - s, process.diffusion_squared(t));
    let factor = 1.0 - h * (process.drift(t) + g2 / spread(process, t));
    factor.powi(2) * v + g2 * h
}

/// The variance after one step from `t` to `s`, by each method's own formula.
fn after(sampler: Sampler, process: &Process, t: f64, s: f64, v: f64) -> f64 {
    let (alpha, sigma) = (process.alpha(t), process.sigma(t));
    let (alpha_s, sigma_s) = (process.alpha(s), process.sigma(s));
    if sigma_s == 0.0 {
        return (gain(process, t) / alpha_s).powi(2) * v;
    }
    match sampler {
        Sampler::OdeEuler => euler(process, t, s).powi(2) * v,
        Sampler::OdeHeun => heun(process, t, s).powi(2) * v,
        Sampler::Ddim => {
            let x0 = gain(process, t);
            (alpha_s * x0 + sigma_s * (1.0 - alpha * x0) / sigma).powi(2) * v
        }
        Sampler::Ddpm => {
            // beta_i, alpha-bar of Ho et al. 2020.
            let (bar, bar_s) = (alpha * alpha, alpha_s * alpha_s);
            let beta = 1.0 - bar / bar_s;
            let mean = bar_s.sqrt() * beta / (1.0 - bar) * gain(process, t)
                + (1.0 - beta).sqrt() * (1.0 - bar_s) / (1.0 - bar);
            mean.powi(2) * v + (1.0 - bar_s) / (1.0 - bar) * beta
        }
        Sampler::ReverseSde => maruyama(process, t, s, v),
        Sampler::Pc => {
            let predicted = maruyama(process, t, s, v);
            let scale = (alpha / alpha_s).powi(2);
            // |z|/|s| of normal vectors is the ratio of their standard deviations.
            let target = spread(process, s);
            let step = 2.0 * scale * 0.16f64.powi(2) * target.powi(2) / predicted;
            (1.0 - step / target).powi(2) * predicted + 2.0 * step
        }
        Sampler::Karras => {
            let gamma = (8.0 / STEPS as f64).min(2f64.sqrt() - 1.0);
            let raised = ((1.0 + gamma) * sigma).min(range().max());
            let lifted = process.time_of_level(raised);
            let v = v + raised * raised - sigma * sigma;
            heun(process, lifted, s).powi(2) * v
        }
        Sampler::Langevin | Sampler::Mala | Sampler::Annealed | Sampler::OdeRk45 => {
            panic!("{sampler:?} has no linear step")
        }
    }
}

#[test]
fn every_sampler_makes_the_variance_that_its_formula_makes() {
    let mixture = round(VARIANCE.sqrt());
    for sampler in Sampler::ALL {
        for &kind in sampler.processes() {
            if sampler.is_langevin() || sampler == Sampler::OdeRk45 {
                continue;
            }
            let deterministic = matches!(
                sampler,
                Sampler::OdeEuler | Sampler::OdeHeun | Sampler::Ddim
            );
            let particles = if deterministic { 50 } else { PARTICLES };
            let spec = spec(sampler, kind, STEPS, particles);
            let (start, reverse) = ends(&spec, &mixture, 5);
            let route = reverse.route();
            let variance = |x: &Array2<f64>| x.iter().map(|v| v * v).sum::<f64>() / x.len() as f64;
            let expected = route.times.windows(2).fold(variance(&start), |v, pair| {
                after(sampler, &route.process, pair[0], pair[1], v)
            });
            let found = variance(reverse.positions());
            let tolerance = if deterministic {
                1e-10
            } else {
                4.0 / (PARTICLES as f64).sqrt()
            };
            assert!(
                (found / expected - 1.0).abs() < tolerance,
                "{sampler:?} on {kind:?}: {found} is not {expected}"
            );
        }
    }
}

/// The flow's own map from the last to an earlier time.
fn map(process: &Process, t: f64) -> f64 {
    (spread(process, t) / spread(process, process.last())).sqrt()
}

#[test]
fn the_adaptive_solver_follows_the_exact_map_of_the_flow() {
    let mixture = round(VARIANCE.sqrt());
    for &kind in Sampler::OdeRk45.processes() {
        for tol in [1e-5, 1e-9] {
            let spec = SamplingSpec {
                tol: Some(tol),
                ..spec(Sampler::OdeRk45, kind, 5000, 30)
            };
            let (start, reverse) = ends(&spec, &mixture, 5);
            let process = &reverse.route().process;
            let noisy = process.first_noisy();
            let last = if kind == ProcessKind::VeRho {
                gain(process, noisy)
            } else {
                1.0
            };
            let expected = start * (map(process, noisy) * last);
            let error = distance(&expected, reverse.positions());
            assert!(error < 10.0 * tol, "{kind:?} at {tol}: {error}");
        }
    }
}

#[test]
fn euler_has_order_one_and_heun_order_two_on_every_process() {
    let mixture = round(VARIANCE.sqrt());
    for (sampler, order) in [(Sampler::OdeEuler, 1.0), (Sampler::OdeHeun, 2.0)] {
        for &kind in sampler.processes() {
            let error = |steps: usize| {
                let (start, reverse) = ends(&spec(sampler, kind, steps, 5), &mixture, 5);
                let process = &reverse.route().process;
                let noisy = process.first_noisy();
                let last = if kind == ProcessKind::VeRho {
                    gain(process, noisy)
                } else {
                    1.0
                };
                distance(&(start * (map(process, noisy) * last)), reverse.positions())
            };
            let found = (error(400) / error(800)).log2();
            assert!(
                (found - order).abs() < 0.1,
                "{sampler:?} on {kind:?}: {found}"
            );
        }
    }
}

#[test]
fn fifty_steps_of_ddpm_never_reach_the_prior_and_a_thousand_do() {
    // For N(m, I) every p_t is N(alpha m, I); from N(0, I) instead of p_T the mean ends at
    // m (1 - alpha_T^2): the posterior mean of x_s is linear in x_t with slope alpha_t/alpha_s.
    let far = GaussianMixture::new(vec![Component::round([5.0, 5.0], 1.0, 1.0)]).unwrap();
    let particles = 1000;
    for (steps, missing) in [(50, 0.603), (1000, 4.0e-5)] {
        let spec = spec(Sampler::Ddpm, ProcessKind::Ddpm, steps, particles);
        let (_, reverse) = ends(&spec, &far, 6);
        let mean = reverse.positions().mean().unwrap();
        let standard_error = (0.5 / particles as f64).sqrt();
        assert_abs_diff_eq!(
            mean,
            5.0 * (1.0 - missing),
            epsilon = 4.0 * standard_error + 3e-3
        );
    }
}

#[test]
fn samplers_with_one_draw_a_step_share_their_noise() {
    // Two steps of ve for one far point: what a step adds beyond its drift is g sqrt(h) z.
    let mixture = round(1.0);
    let exact = ExactScore::new(mixture.clone());
    let mut reverse = started(
        &spec(Sampler::ReverseSde, ProcessKind::Ve, 4, 3),
        &mixture,
        8,
    );
    let mut ancestral = started(
        &spec(Sampler::Ddpm, ProcessKind::VpLinear, 4, 3),
        &mixture,
        8,
    );
    let z = |walk: &mut Reverse, keep: f64, std: f64| {
        let before = walk.positions().clone();
        walk.step(&exact);
        (walk.positions() - &(before * keep)) / std
    };
    let ve = reverse.route().process.clone();
    let (t, s) = (1.0, 0.75);
    let g2 = ve.diffusion_squared(t);
    let keep = 1.0 - (t - s) * g2 / (1.0 + ve.sigma(t).powi(2));
    let first = z(&mut reverse, keep, (g2 * (t - s)).sqrt());
    let vp = ancestral.route().process.clone();
    let (t, s) = (ancestral.route().times[0], ancestral.route().times[1]);
    let (a, b) = vp.transition(s, t);
    let (var, var_s) = (vp.sigma(t).powi(2), vp.sigma(s).powi(2));
    // Of N(0, I) the clean point is predicted at alpha x.
    let keep = (a * var_s + vp.alpha(s) * b * b * vp.alpha(t)) / var;
    let second = z(&mut ancestral, keep, vp.sigma(s) * b / var.sqrt());
    for (one, other) in first.iter().zip(&second) {
        assert_relative_eq!(one, other, max_relative = 1e-9);
    }
}
