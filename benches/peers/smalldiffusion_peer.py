"""smalldiffusion's own toy recipe on eight Gaussians: seconds until the score error is 0.03.

Model, schedule, batch and loop are the package's, as its documentation shows them for two
dimensions. Prints one JSON object on standard output; see README.md.
"""

import time

from protocol import ERROR_SIGMAS, TARGETS, ErrorProbe, median_of, options, print_json, say

CHOSEN = options(__doc__)

import importlib.metadata  # noqa: E402  (after the cores are chosen)

import numpy as np  # noqa: E402
import torch  # noqa: E402
from smalldiffusion import ScheduleLogLinear, TimeInputMLP, training_loop  # noqa: E402
from torch.utils.data import DataLoader, IterableDataset  # noqa: E402

torch.set_num_threads(CHOSEN.threads)

TARGET = "eight-gaussians"
QUALITY = 0.03
BATCH = 2_048
STEPS_BETWEEN_LOOKS = 100


class FreshBatches(IterableDataset):
    """Endless batches [2048, 2] of new samples, made at once: cheaper than collating points."""

    def __init__(self, mixture):
        self.mixture = mixture

    def __iter__(self):
        means = torch.tensor(self.mixture.means, dtype=torch.float32)
        factors = torch.tensor(np.linalg.cholesky(self.mixture.covs), dtype=torch.float32)
        while True:
            component = torch.randint(len(means), (BATCH,))
            normal = torch.randn(BATCH, 2, 1)
            yield means[component] + (factors[component] @ normal)[:, :, 0]


def trained_sigmas(schedule):
    """The level of the schedule nearest to each of the usual levels, on a log scale."""
    levels = schedule.sigmas.double().numpy()
    return [levels[np.abs(np.log(levels / sigma)).argmin()] for sigma in ERROR_SIGMAS]


def seconds_to_quality(seed):
    """Training seconds and steps until the error is QUALITY (None if never), and the last error."""
    torch.manual_seed(seed)
    model = TimeInputMLP(hidden_dims=(16, 128, 128, 128, 128, 16))
    schedule = ScheduleLogLinear(N=200, sigma_min=0.005, sigma_max=10)
    probe = ErrorProbe(TARGETS[TARGET], trained_sigmas(schedule))

    def score(x, sigma):
        """s = -eps_hat/sigma."""
        with torch.no_grad():
            predicted = model.predict_eps(torch.from_numpy(x), torch.tensor(sigma))
            return -predicted.numpy() / sigma

    loader = DataLoader(FreshBatches(TARGETS[TARGET]), batch_size=None)
    steps, clock, error = 0, 0.0, None
    start = time.perf_counter()
    # The loop hands over before it follows the gradient: at the n-th time n - 1 steps are done.
    for steps, _ in enumerate(training_loop(loader, model, schedule, epochs=1)):
        if steps and steps % STEPS_BETWEEN_LOOKS == 0:
            clock += time.perf_counter() - start
            error = probe.mean_error(score)
            if error <= QUALITY:
                return clock, steps, error
            if steps >= CHOSEN.step_limit:
                break
            start = time.perf_counter()
    return None, None, error


def main():
    """One run a seed, and the object."""
    version = importlib.metadata.version("smalldiffusion")
    found = []
    for seed in range(CHOSEN.seed, CHOSEN.seed + CHOSEN.seeds):
        say(f"smalldiffusion {version}: seed {seed}")
        found.append(seconds_to_quality(seed))
    seconds, steps, errors = (median_of(list(column)) for column in zip(*found))
    print_json(
        {
            "peer": "smalldiffusion",
            "version": version,
            "threads": CHOSEN.threads,
            "seconds_to": {TARGET: {str(QUALITY): seconds}},
            "steps_to": {TARGET: {str(QUALITY): steps}},
            "last_error": {TARGET: errors},
        }
    )


if __name__ == "__main__":
    main()
