"""What every peer does alike: sizes, targets, exact scores, clocks and the printed JSON.

Only numpy is imported here, so that `keep_to_cores` can run before a framework counts the cores.
"""

import argparse
import json
import math
import os
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Callable

import numpy as np

# One training step of a 3-H-H-H-2 network: key -> (H, batch).
STEP_SIZES = {"h64_b256": (64, 256), "h128_b512": (128, 512), "h128_b1024": (128, 1024)}

# One evaluation of the score at n points of one noise level: key -> (H, n).
FORWARD_SIZES = {
    f"h{width}_{name}": (width, points)
    for width in (64, 128)
    for name, points in (("n2000", 2_000), ("n10000", 10_000), ("grid40", 40 * 40))
}

HIDDEN_LAYERS = 3
ADAM_BETAS = (0.9, 0.99)
ADAM_EPSILON = 1e-8

# The recipe of the time to quality.
SIGMA_MIN, SIGMA_MAX = 0.05, 5.0
DATA_STD = 1.5
QUALITY_WIDTH, QUALITY_BATCH = 64, 512
LEARNING_RATE, WARM_UP_STEPS = 1e-2, 100
EMA_LIMIT = 0.99

# How quality is judged.
QUALITIES = (0.04, 0.02, 0.01)
ERROR_SIGMAS = np.geomspace(SIGMA_MIN, SIGMA_MAX, 8)
ERROR_POINTS = 4_096
STEPS_BETWEEN_LOOKS = 25


@dataclass(frozen=True)
class Mixture:
    """sum_k weights[k] N(means[k], covs[k]) in the plane; shapes [k], [k, 2], [k, 2, 2], f64."""

    weights: np.ndarray
    means: np.ndarray
    covs: np.ndarray

    def sample(self, rng, count):
        """`count` independent points, [count, 2]."""
        component = rng.choice(len(self.weights), size=count, p=self.weights)
        normal = rng.standard_normal((count, 2))
        factor = np.linalg.cholesky(self.covs)[component]
        return self.means[component] + np.einsum("nij,nj->ni", factor, normal)

    def score(self, x, sigma):
        """grad log p_sigma(x) of the mixture with covariances widened by sigma^2 I; x is [n, 2]."""
        covs = self.covs + sigma**2 * np.eye(2)
        away = self.means[None] - x[:, None]
        pull = np.einsum("kij,nkj->nki", np.linalg.inv(covs), away)
        log_mass = np.log(self.weights) - 0.5 * np.log(np.linalg.det(covs))
        log_joint = log_mass - 0.5 * np.sum(away * pull, axis=2)
        posterior = np.exp(log_joint - log_joint.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        return np.einsum("nk,nki->ni", posterior, pull)


def eight_gaussians():
    """Eight equal Gaussians of std 0.15 on a circle of radius 2."""
    angle = 2 * np.pi * np.arange(8) / 8
    means = 2.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Mixture(np.full(8, 1 / 8), means, np.tile(0.15**2 * np.eye(2), (8, 1, 1)))


def three_gaussians():
    """Three anisotropic Gaussians of unequal weight."""
    return Mixture(
        np.array([0.5, 0.3, 0.2]),
        np.array([[-1.5, -1.0], [1.5, 0.8], [0.0, 2.0]]),
        np.array(
            [
                [[0.3, 0.2], [0.2, 0.3]],
                [[0.1, 0.0], [0.0, 0.4]],
                [[0.15, -0.05], [-0.05, 0.1]],
            ]
        ),
    )


TARGETS = {"eight-gaussians": eight_gaussians(), "three-gaussians": three_gaussians()}


def initial_weights(width, seed):
    """Weights [inputs, outputs] and biases [outputs] of a 3-H-H-H-2 network, f32.

    Uniform in +-1/sqrt(inputs), the last layer ten times smaller; the same for every peer.
    """
    rng = np.random.default_rng(seed)
    sizes = [3] + [width] * HIDDEN_LAYERS + [2]
    layers = []
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        bound = (0.1 if outputs == 2 else 1.0) / math.sqrt(inputs)
        weight = rng.uniform(-bound, bound, (inputs, outputs)).astype(np.float32)
        bias = rng.uniform(-bound, bound, outputs).astype(np.float32)
        layers.append((weight, bias))
    return layers


def regression_batch(batch):
    """Fixed random inputs [b, 3], targets [b, 2] and positive weights [b] of the timed step, f32."""
    rng = np.random.default_rng(1)
    inputs, targets = rng.standard_normal((batch, 3)), rng.standard_normal((batch, 2))
    weights = rng.uniform(0.1, 1.0, batch)
    return tuple(array.astype(np.float32) for array in (inputs, targets, weights))


def forward_points(key, count):
    """Where the score is evaluated, [count, 2], f32: a grid over [-4, 4]^2 or random points."""
    if key.endswith("grid40"):
        side = np.linspace(-4, 4, 40)
        points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    else:
        points = 2 * np.random.default_rng(2).standard_normal((count, 2))
    return points.astype(np.float32)


def ema_decay(steps):
    """min(0.99, (1 + n)/(10 + n)) after n steps."""
    return min(EMA_LIMIT, (1 + steps) / (10 + steps))


class ErrorProbe:
    """The mean over noise levels of E|s - s*|^2 / E|s*|^2 under p_sigma, on fixed points."""

    def __init__(self, mixture, sigmas=ERROR_SIGMAS, points=ERROR_POINTS):
        rng = np.random.default_rng(3)
        self.levels = []
        for sigma in sigmas:
            x_noisy = mixture.sample(rng, points) + sigma * rng.standard_normal((points, 2))
            x_noisy = x_noisy.astype(np.float32)
            truth = mixture.score(x_noisy.astype(np.float64), sigma)
            self.levels.append((float(sigma), x_noisy, truth))

    def mean_error(self, score: Callable):
        """`score(x, sigma)` takes [n, 2] f32 and one noise level and returns [n, 2]."""
        errors = []
        for sigma, x_noisy, truth in self.levels:
            found = np.asarray(score(x_noisy, sigma), dtype=np.float64)
            errors.append(np.sum((found - truth) ** 2) / np.sum(truth**2))
        return float(np.mean(errors))


@dataclass(frozen=True)
class Job:
    """Something to be timed: `run()` does `count` units of work and returns when they are done."""

    run: Callable
    count: int = 1


def interleaved_ms(jobs, rounds, seconds):
    """Milliseconds a unit of every job: (medians of the rounds' means, least of all single calls).

    Each round runs every job for about `seconds`, so that a slow moment of the machine meets all.
    """
    for job in jobs.values():
        job.run()
    means = {key: [] for key in jobs}
    least = dict.fromkeys(jobs, math.inf)
    for _ in range(rounds):
        for key, job in jobs.items():
            spent, calls = 0.0, 0
            while spent < seconds or calls == 0:
                start = time.perf_counter()
                job.run()
                call = time.perf_counter() - start
                spent, calls = spent + call, calls + 1
                least[key] = min(least[key], 1e3 * call / job.count)
            means[key].append(1e3 * spent / (calls * job.count))
    return {key: statistics.median(times) for key, times in means.items()}, least


def time_to_quality(train, score, probe, step_limit):
    """Trains until the last of QUALITIES: ({quality: seconds}, {quality: steps}), None if missed.

    `train(n)` takes n more steps and returns when they are done: only there does the clock run.
    `score(x, sigma)` is the averaged network of the moment.
    """
    seconds = dict.fromkeys(map(str, QUALITIES))
    steps = dict(seconds)
    clock = 0.0
    for done in range(STEPS_BETWEEN_LOOKS, step_limit + 1, STEPS_BETWEEN_LOOKS):
        start = time.perf_counter()
        train(STEPS_BETWEEN_LOOKS)
        clock += time.perf_counter() - start
        error = probe.mean_error(score)
        for quality in QUALITIES:
            if error <= quality and seconds[str(quality)] is None:
                seconds[str(quality)], steps[str(quality)] = clock, done
        if None not in seconds.values():
            break
    return seconds, steps


def median_of(results):
    """The median at every number of equally shaped results; None counts as never reached.

    Text and anything else is taken from the first result.
    """
    first = next((result for result in results if result is not None), None)
    if isinstance(first, dict):
        found = [result for result in results if isinstance(result, dict)]
        keys = dict.fromkeys(key for result in found for key in result)
        return {key: median_of([result.get(key) for result in found]) for key in keys}
    if isinstance(first, (int, float)) and not isinstance(first, bool):
        middle = statistics.median(math.inf if value is None else value for value in results)
        return None if math.isinf(middle) else middle
    return first


def better_of(results):
    """The least at every number of equally shaped results; None loses against any number."""
    found = [result for result in results if result is not None]
    if not found:
        return None
    if isinstance(found[0], dict):
        keys = dict.fromkeys(key for result in found for key in result)
        return {key: better_of([result.get(key) for result in found]) for key in keys}
    return min(found)


def options(description, *switches):
    """The options that every peer has and its own switches (name, help).

    Also keeps this process to the cores asked for.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--threads", type=int, default=2, help="cores to use (2)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the step and forward timings (5)")
    parser.add_argument("--seconds", type=float, default=0.2, help="of one timing in one round (0.2)")
    parser.add_argument("--seed", type=int, default=0, help="first seed of the time to quality (0)")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of the time to quality (3)")
    parser.add_argument("--step-limit", type=int, default=6_000, help="of one run to quality (6000)")
    parser.add_argument("--only-speed", action="store_true", help="steps and forward passes, no time to quality")
    for name, meaning in switches:
        parser.add_argument(name, action="store_true", help=meaning)
    chosen = parser.parse_args()
    if min(chosen.threads, chosen.rounds, chosen.seeds, chosen.step_limit) < 1:
        parser.error("--threads, --rounds, --seeds and --step-limit must be at least 1")
    chosen.threads = keep_to_cores(chosen.threads)
    return chosen


def keep_to_cores(threads):
    """Keeps this process and its children to the first `threads` cores it may use; their number."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))[:threads]
        os.sched_setaffinity(0, cores)
        threads = len(cores)
    os.environ["OMP_NUM_THREADS"] = str(threads)
    return threads


def say(line):
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)


def print_json(result):
    """The one object on standard output, numbers to five digits."""
    print(json.dumps(rounded(result), indent=2))


def rounded(value):
    """`value` with every float cut to five significant digits."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(inner) for inner in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value
