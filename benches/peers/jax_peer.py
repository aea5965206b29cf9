"""The program's work in JAX: jit, with lax.scan over many training steps.

Prints one JSON object on standard output; see README.md for its keys.
"""

import functools
import time

from protocol import (
    ADAM_BETAS, ADAM_EPSILON, DATA_STD, EMA_LIMIT, FORWARD_SIZES, LEARNING_RATE, QUALITY_BATCH,
    QUALITY_WIDTH, SIGMA_MAX, SIGMA_MIN, STEP_SIZES, STEPS_BETWEEN_LOOKS, TARGETS, WARM_UP_STEPS,
    ErrorProbe, Job, better_of, forward_points, initial_weights, interleaved_ms, median_of, options,
    print_json, regression_batch, say, time_to_quality,
)

CHOSEN = options(__doc__)

import jax  # noqa: E402  (after the cores are chosen)
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

jax.config.update("jax_platforms", "cpu")

SCAN_LENGTH = 50


def network(params, inputs):
    """F(inputs) of the 3-H-H-H-2 network with SiLU; [b, 3] -> [b, 2]."""
    *hidden, (last_weight, last_bias) = params
    activation = inputs
    for weight, bias in hidden:
        activation = jax.nn.silu(activation @ weight + bias)
    return activation @ last_weight + last_bias


def regression_loss(params, inputs, targets, weights):
    """mean_b w_b |F_b - T_b|^2."""
    residual = network(params, inputs) - targets
    return jnp.mean(weights * jnp.sum(residual**2, axis=1))


def new_adam(params):
    """Weights, both moments and the number of steps taken."""
    zeros = jax.tree.map(jnp.zeros_like, params)
    return params, zeros, zeros, jnp.zeros((), jnp.float32)


def adam(state, gradient, learning_rate):
    """One bias-corrected Adam step."""
    params, first, second, steps = state
    beta1, beta2 = ADAM_BETAS
    steps = steps + 1
    first = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, first, gradient)
    second = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, second, gradient)
    rate = learning_rate / (1 - beta1**steps)
    correction = 1 / (1 - beta2**steps)
    params = jax.tree.map(
        lambda p, m, v: p - rate * m / (jnp.sqrt(v * correction) + ADAM_EPSILON),
        params, first, second,
    )
    return params, first, second, steps


def regression_step(state, inputs, targets, weights):
    """Forward, backward, Adam."""
    gradient = jax.grad(regression_loss)(state[0], inputs, targets, weights)
    return adam(state, gradient, 1e-3)


def as_jax(layers):
    """Layers of numpy arrays as layers of JAX arrays."""
    return [(jnp.asarray(weight), jnp.asarray(bias)) for weight, bias in layers]


class StepRun:
    """Many steps on one fixed batch, in one scan or call by call."""

    def __init__(self, width, batch):
        self.batch = tuple(jnp.asarray(array) for array in regression_batch(batch))
        self.state = new_adam(as_jax(initial_weights(width, 0)))
        self.one = jax.jit(regression_step)
        self.many = jax.jit(self.scan)

    @staticmethod
    def scan(state, *batch):
        """SCAN_LENGTH steps in one compiled loop."""
        body = lambda state, _: (regression_step(state, *batch), None)
        return jax.lax.scan(body, state, None, length=SCAN_LENGTH)[0]

    def scanned(self):
        """SCAN_LENGTH steps, done."""
        self.state = jax.block_until_ready(self.many(self.state, *self.batch))

    def called(self):
        """SCAN_LENGTH steps, one compiled call each, done."""
        for _ in range(SCAN_LENGTH):
            self.state = self.one(self.state, *self.batch)
        jax.block_until_ready(self.state)


def time_steps():
    """step_ms of both variants, medians and least."""
    jobs = {}
    for key, (width, batch) in STEP_SIZES.items():
        run = StepRun(width, batch)
        jobs[f"scan {key}"] = Job(run.scanned, SCAN_LENGTH)
        jobs[f"call {key}"] = Job(run.called, SCAN_LENGTH)
    return interleaved_ms(jobs, CHOSEN.rounds, CHOSEN.seconds)


def score(params, x, sigma):
    """(D(x; sigma) - x)/sigma^2 of the preconditioned denoiser; x [n, 2], sigma [n, 1] or one number."""
    total = sigma**2 + DATA_STD**2
    noise_input = jnp.broadcast_to(jnp.log(sigma) / 4, (x.shape[0], 1))
    answer = network(params, jnp.concatenate([x / jnp.sqrt(total), noise_input], axis=1))
    denoised = DATA_STD**2 / total * x + sigma * DATA_STD / jnp.sqrt(total) * answer
    return (denoised - x) / sigma**2


def time_forwards():
    """forward_ms, medians and least."""
    compiled = jax.jit(score)
    sigma = jnp.float32(0.5)
    jobs = {}
    for key, (width, count) in FORWARD_SIZES.items():
        params = as_jax(initial_weights(width, 0))
        points = jnp.asarray(forward_points(key, count))
        jobs[key] = Job(functools.partial(run_forward, compiled, params, points, sigma))
    return interleaved_ms(jobs, CHOSEN.rounds, CHOSEN.seconds)


def run_forward(compiled, params, points, sigma):
    """One evaluation, done."""
    jax.block_until_ready(compiled(params, points, sigma))


class QualityRun:
    """The recipe on one target: samples, noise, loss, Adam and EMA in one compiled scan."""

    def __init__(self, mixture):
        factor = np.linalg.cholesky(mixture.covs)
        self.means = jnp.asarray(mixture.means, jnp.float32)
        self.factors = jnp.asarray(factor, jnp.float32)
        self.cumulative = jnp.asarray(np.cumsum(mixture.weights)[:-1], jnp.float32)
        self.score = jax.jit(score)
        start = time.perf_counter()
        self.many = jax.jit(self.scan).lower(self.new_state(0)).compile()
        self.compile_seconds = time.perf_counter() - start

    def new_state(self, seed):
        """Fresh Adam, averaged weights and random key."""
        params = as_jax(initial_weights(QUALITY_WIDTH, seed))
        return new_adam(params), params, jax.random.key(seed, impl="rbg")

    def scan(self, state):
        """STEPS_BETWEEN_LOOKS steps in one compiled loop."""
        body = lambda state, _: (self.step(state), None)
        return jax.lax.scan(body, state, None, length=STEPS_BETWEEN_LOOKS)[0]

    def step(self, state):
        """Draws a batch, follows the gradient once, averages the weights."""
        optimiser, averaged, key = state
        steps = optimiser[3]
        key, for_batch = jax.random.split(key)
        gradient = jax.grad(regression_loss)(optimiser[0], *self.batch(for_batch))
        rate = LEARNING_RATE * jnp.minimum(1.0, (steps + 1) / WARM_UP_STEPS)
        optimiser = adam(optimiser, gradient, rate)
        decay = jnp.minimum(EMA_LIMIT, (1 + steps) / (10 + steps))
        averaged = jax.tree.map(lambda a, p: decay * a + (1 - decay) * p, averaged, optimiser[0])
        return optimiser, averaged, key

    def batch(self, key):
        """Inputs, targets and weights of F whose weighted loss is sigma^2 |s + eps/sigma|^2."""
        for_uniform, for_normal = jax.random.split(key)
        which, within = jax.random.uniform(for_uniform, (2, QUALITY_BATCH))
        normal = jax.random.normal(for_normal, (2, QUALITY_BATCH, 2))
        component = jnp.sum(which[:, None] > self.cumulative, axis=1)
        x0 = self.means[component] + jnp.einsum("bij,bj->bi", self.factors[component], normal[0])
        stratum = (jnp.arange(QUALITY_BATCH) + within) / QUALITY_BATCH
        log_sigma = np.log(SIGMA_MIN) + stratum * np.log(SIGMA_MAX / SIGMA_MIN)
        sigma = jnp.exp(log_sigma)[:, None]
        x_noisy = x0 + sigma * normal[1]
        total = sigma**2 + DATA_STD**2
        inputs = jnp.concatenate([x_noisy / jnp.sqrt(total), log_sigma[:, None] / 4], axis=1)
        c_out = sigma * DATA_STD / jnp.sqrt(total)
        targets = (x0 - DATA_STD**2 / total * x_noisy) / c_out
        return inputs, targets, (DATA_STD**2 / total)[:, 0]

    def seconds_to(self, probe, seed):
        """Seconds and steps to each quality from the weights of `seed`."""
        state = self.new_state(seed)

        def train(_):
            nonlocal state
            state = jax.block_until_ready(self.many(state))

        found = lambda x, sigma: self.score(state[1], x, jnp.float32(sigma))
        return time_to_quality(train, found, probe, CHOSEN.step_limit)


def main():
    """Times everything and prints the object."""
    say(f"jax {jax.__version__}: step")
    medians, least = time_steps()
    steps, least_steps = (
        {name: {key: times[f"{name} {key}"] for key in STEP_SIZES} for name in ("scan", "call")}
        for times in (medians, least)
    )
    say("jax: forward")
    forward, least_forward = time_forwards()
    seconds, taken, compiling = {}, {}, {}
    for name, mixture in TARGETS.items() if not CHOSEN.only_speed else ():
        say(f"jax: time to quality, {name}")
        run, probe = QualityRun(mixture), ErrorProbe(mixture)
        found = [run.seconds_to(probe, CHOSEN.seed + k) for k in range(CHOSEN.seeds)]
        seconds[name] = median_of([result[0] for result in found])
        taken[name] = median_of([result[1] for result in found])
        compiling[name] = run.compile_seconds
    print_json(
        {
            "peer": "jax",
            "version": jax.__version__,
            "threads": CHOSEN.threads,
            "step_ms": better_of(list(steps.values())),
            "forward_ms": forward,
            "seconds_to": seconds,
            "steps_to": taken,
            "compile_seconds": compiling,
            "least": {"step_ms": better_of(list(least_steps.values())), "forward_ms": least_forward},
            "variants": {name: {"step_ms": times} for name, times in steps.items()},
        }
    )


if __name__ == "__main__":
    main()
