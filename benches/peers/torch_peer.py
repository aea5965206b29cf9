"""The program's work in PyTorch: eager with the fused Adam, and torch.compile where it works.

Prints one JSON object on standard output; see README.md for its keys.
"""

import functools
import math
import time

from protocol import (
    ADAM_BETAS, ADAM_EPSILON, DATA_STD, FORWARD_SIZES, HIDDEN_LAYERS, LEARNING_RATE, QUALITY_BATCH,
    QUALITY_WIDTH, SIGMA_MAX, SIGMA_MIN, STEP_SIZES, TARGETS, WARM_UP_STEPS, ErrorProbe, Job,
    better_of, ema_decay, forward_points, initial_weights, interleaved_ms, median_of, options,
    print_json, regression_batch, say, time_to_quality,
)

CHOSEN = options(__doc__, ("--eager-only", "leave torch.compile out"))

import numpy as np  # noqa: E402  (after the cores are chosen)
import torch  # noqa: E402

torch.set_num_threads(CHOSEN.threads)
# Past its limit torch.compile falls back to eager without failing; every size is compiled once.
torch._dynamo.config.recompile_limit = 64

STEPS_A_TIMING = 20


def network(width, seed):
    """The 3-H-H-H-2 network with SiLU and the weights that every peer starts from."""
    modules = []
    for weight, bias in initial_weights(width, seed):
        linear = torch.nn.Linear(*weight.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight.T))
            linear.bias.copy_(torch.from_numpy(bias))
        modules.append(linear)
        if len(modules) < 2 * HIDDEN_LAYERS + 1:
            modules.append(torch.nn.SiLU())
    return torch.nn.Sequential(*modules)


def adam(net, learning_rate):
    """PyTorch's Adam as one fused operation over all parameters."""
    return torch.optim.Adam(
        net.parameters(), lr=learning_rate, betas=ADAM_BETAS, eps=ADAM_EPSILON, fused=True
    )


def regression_loss(net, inputs, targets, weights):
    """mean_b w_b |F_b - T_b|^2."""
    residual = net(inputs) - targets
    return (weights * residual.square().sum(dim=1)).mean()


class StepRun:
    """Many steps on one fixed batch: forward, backward, Adam."""

    def __init__(self, width, batch, wrap):
        self.batch = tuple(torch.from_numpy(array) for array in regression_batch(batch))
        self.net = network(width, 0)
        self.optimiser = adam(self.net, 1e-3)
        self.loss = wrap(functools.partial(regression_loss, self.net))

    def run(self):
        """STEPS_A_TIMING steps."""
        for _ in range(STEPS_A_TIMING):
            self.optimiser.zero_grad(set_to_none=True)
            self.loss(*self.batch).backward()
            self.optimiser.step()


def time_steps(variants):
    """step_ms of every variant, medians and least."""
    jobs = {}
    for name, wrap in variants.items():
        for key, (width, batch) in STEP_SIZES.items():
            jobs[f"{name} {key}"] = Job(StepRun(width, batch, wrap).run, STEPS_A_TIMING)
    return by_variant(variants, STEP_SIZES, interleaved_ms(jobs, CHOSEN.rounds, CHOSEN.seconds))


def score(net, x, sigma):
    """(D(x; sigma) - x)/sigma^2 of the preconditioned denoiser; x [n, 2], sigma a 0-d tensor."""
    total = sigma**2 + DATA_STD**2
    noise_input = (sigma.log() / 4).expand(x.shape[0], 1)
    answer = net(torch.cat([x / total.sqrt(), noise_input], dim=1))
    denoised = DATA_STD**2 / total * x + sigma * DATA_STD / total.sqrt() * answer
    return (denoised - x) / sigma**2


def time_forwards(variants):
    """forward_ms of every variant, medians and least."""
    sigma = torch.tensor(0.5)
    jobs = {}
    for name, wrap in variants.items():
        for key, (width, count) in FORWARD_SIZES.items():
            of_points = wrap(functools.partial(score, network(width, 0)))
            points = torch.from_numpy(forward_points(key, count))
            jobs[f"{name} {key}"] = Job(functools.partial(run_forward, of_points, points, sigma))
    return by_variant(variants, FORWARD_SIZES, interleaved_ms(jobs, CHOSEN.rounds, CHOSEN.seconds))


def run_forward(of_points, points, sigma):
    """One evaluation without gradients."""
    with torch.no_grad():
        of_points(points, sigma)


def by_variant(variants, keys, timings):
    """Medians and least times as {variant: {key: ms}}."""
    return tuple(
        {name: {key: times[f"{name} {key}"] for key in keys} for name in variants}
        for times in timings
    )


class Recipe(torch.nn.Module):
    """sigma^2 |s + eps/sigma|^2 of the preconditioned denoiser on a fresh batch of one target."""

    def __init__(self, mixture, net):
        super().__init__()
        as_tensor = lambda array: torch.tensor(array, dtype=torch.float32)
        self.net = net
        self.register_buffer("means", as_tensor(mixture.means))
        self.register_buffer("factors", as_tensor(np.linalg.cholesky(mixture.covs)))
        self.register_buffer("cumulative", as_tensor(np.cumsum(mixture.weights)[:-1]))
        self.register_buffer("ranks", torch.arange(QUALITY_BATCH, dtype=torch.float32))

    def forward(self):
        """The loss of one batch, noise levels stratified over it."""
        uniform = torch.rand(2, QUALITY_BATCH)
        normal = torch.randn(2, QUALITY_BATCH, 2)
        component = (uniform[0, :, None] > self.cumulative).sum(dim=1)
        within = (self.factors[component] * normal[0, :, None, :]).sum(dim=2)
        x0 = self.means[component] + within
        stratum = (self.ranks + uniform[1]) / QUALITY_BATCH
        log_sigma = (math.log(SIGMA_MIN) + stratum * math.log(SIGMA_MAX / SIGMA_MIN))[:, None]
        sigma = log_sigma.exp()
        x_noisy = x0 + sigma * normal[1]
        total = sigma**2 + DATA_STD**2
        inputs = torch.cat([x_noisy * total.rsqrt(), log_sigma / 4], dim=1)
        c_out = sigma * DATA_STD * total.rsqrt()
        targets = (x0 - DATA_STD**2 / total * x_noisy) / c_out
        return regression_loss(self.net, inputs, targets, (DATA_STD**2 / total)[:, 0])


class QualityRun:
    """The recipe on one target; one network that every seed fills anew, so that it compiles once."""

    def __init__(self, mixture, wrap):
        self.net, self.averaged = network(QUALITY_WIDTH, 0), network(QUALITY_WIDTH, 0)
        self.averaged.requires_grad_(False)
        self.loss = wrap(Recipe(mixture, self.net))
        self.start(0)
        begin = time.perf_counter()
        self.train(2)
        self.warm_up_seconds = time.perf_counter() - begin

    def start(self, seed):
        """The weights and random numbers of `seed`, fresh Adam."""
        torch.manual_seed(seed)
        weights = network(QUALITY_WIDTH, seed).state_dict()
        self.net.load_state_dict(weights)
        self.averaged.load_state_dict(weights)
        self.optimiser = adam(self.net, LEARNING_RATE)
        self.steps = 0

    def train(self, count):
        """`count` steps: batch, gradient, Adam, average."""
        for _ in range(count):
            rate = LEARNING_RATE * min(1.0, (self.steps + 1) / WARM_UP_STEPS)
            self.optimiser.param_groups[0]["lr"] = rate
            self.optimiser.zero_grad(set_to_none=True)
            self.loss().backward()
            self.optimiser.step()
            with torch.no_grad():
                averaged, current = list(self.averaged.parameters()), list(self.net.parameters())
                torch._foreach_lerp_(averaged, current, 1 - ema_decay(self.steps))
            self.steps += 1

    def score(self, x, sigma):
        """Of the averaged network, arrays in and out."""
        with torch.no_grad():
            return score(self.averaged, torch.from_numpy(x), torch.tensor(sigma)).numpy()


def time_to_qualities(variants):
    """seconds_to and steps_to of every variant, and the seconds its warm-up (compilation) took."""
    seconds = {name: {} for name in variants}
    steps, warming = {name: {} for name in variants}, {name: {} for name in variants}
    for target, mixture in TARGETS.items() if not CHOSEN.only_speed else ():
        probe = ErrorProbe(mixture)
        for name, wrap in variants.items():
            say(f"torch: time to quality, {target}, {name}")
            run, found = QualityRun(mixture, wrap), []
            for seed in range(CHOSEN.seed, CHOSEN.seed + CHOSEN.seeds):
                run.start(seed)
                found.append(time_to_quality(run.train, run.score, probe, CHOSEN.step_limit))
            seconds[name][target] = median_of([result[0] for result in found])
            steps[name][target] = median_of([result[1] for result in found])
            warming[name][target] = run.warm_up_seconds
    return seconds, steps, warming


def working_variants():
    """How a function may be run: as it is, and compiled where a small trial succeeds."""
    variants = {"eager": lambda function: function}
    if CHOSEN.eager_only:
        return variants
    compiled = functools.partial(torch.compile, dynamic=False)
    try:
        trial = StepRun(8, 8, compiled)
        trial.run()
    except Exception as failure:  # no compiler, no headers, an unknown processor: all alike here
        reason = str(failure).strip().splitlines()
        say(f"torch.compile does not work here: {reason[0] if reason else type(failure).__name__}")
    else:
        variants["compile"] = compiled
    return variants


def main():
    """Times everything and prints the object."""
    say(f"torch {torch.__version__}: step")
    variants = working_variants()
    steps, least_steps = time_steps(variants)
    say("torch: forward")
    forwards, least_forwards = time_forwards(variants)
    seconds, taken, compiling = time_to_qualities(variants)
    print_json(
        {
            "peer": "torch",
            "version": torch.__version__,
            "threads": CHOSEN.threads,
            "step_ms": better_of(list(steps.values())),
            "forward_ms": better_of(list(forwards.values())),
            "seconds_to": better_of(list(seconds.values())),
            "steps_to": taken["eager"],
            "compile_seconds": compiling.get("compile"),
            "least": {
                "step_ms": better_of(list(least_steps.values())),
                "forward_ms": better_of(list(least_forwards.values())),
            },
            "variants": {
                name: {
                    "step_ms": steps[name],
                    "forward_ms": forwards[name],
                    "seconds_to": seconds[name],
                    "steps_to": taken[name],
                }
                for name in variants
            },
        }
    )


if __name__ == "__main__":
    main()
