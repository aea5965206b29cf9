"""Runs scorefield and its peers in turn, round after round, and compares their medians.

The table of ratios goes to standard error, one JSON object to standard output.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from protocol import keep_to_cores, median_of, print_json, say

HERE = Path(__file__).resolve().parent
TIMED = ("step_ms", "forward_ms", "seconds_to")
SCRIPTS = {
    "jax": "jax_peer.py",
    "torch": "torch_peer.py",
    "smalldiffusion": "smalldiffusion_peer.py",
}


def arguments():
    """What to run, how often and where the program is."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = HERE.parent.parent / "target" / "release" / "scorefield"
    parser.add_argument("--scorefield", type=Path, default=default, help="the binary (target/release/scorefield)")
    parser.add_argument("--peers", default="jax,torch", help=f"comma list of {', '.join(SCRIPTS)} (jax,torch)")
    parser.add_argument("--instructions", help="kernels of scorefield: baseline, avx2 or avx512 (the best there are)")
    parser.add_argument("--only-speed", action="store_true", help="steps and forward passes, no time to quality")
    parser.add_argument("--rounds", type=int, default=5, help="(5)")
    parser.add_argument("--threads", type=int, default=2, help="cores to use (2)")
    parser.add_argument("--seconds", type=float, default=0.5, help="of one timing in one round (0.5)")
    parser.add_argument("--step-limit", type=int, default=6_000, help="of a run to quality (6000)")
    parser.add_argument("--timeout", type=float, default=1_200, help="seconds for one peer in one round (1200)")
    chosen = parser.parse_args()
    chosen.peers = [peer for peer in chosen.peers.split(",") if peer]
    if chosen.only_speed and "smalldiffusion" in chosen.peers:
        parser.error("--only-speed leaves nothing of smalldiffusion; name jax, torch or both")
    unknown = [peer for peer in chosen.peers if peer not in SCRIPTS]
    if unknown:
        parser.error(f"no peer is called {', '.join(unknown)}; there are {', '.join(SCRIPTS)}")
    if chosen.rounds < 1 or chosen.threads < 1:
        parser.error("--rounds and --threads must be at least 1")
    return chosen


def commands(chosen):
    """{name: command of one round, to be completed by a seed}, scorefield first."""
    found = {"scorefield": [str(chosen.scorefield), "bench", "--json"]}
    if not chosen.scorefield.is_file():
        say(
            f"scorefield: skipped, there is no {chosen.scorefield}; "
            "build it with `cargo build --release` or name it with --scorefield"
        )
        del found["scorefield"]
    elif chosen.instructions:
        found["scorefield"] += ["--instructions", chosen.instructions]
    if chosen.only_speed and "scorefield" in found:
        found["scorefield"] += ["--parts", "step,score"]
    for peer in chosen.peers:
        found[peer] = [
            sys.executable, str(HERE / SCRIPTS[peer]), "--rounds", "1", "--seeds", "1",
            "--threads", str(chosen.threads), "--seconds", str(chosen.seconds),
            "--step-limit", str(15_000 if peer == "smalldiffusion" else chosen.step_limit),
        ]
        if chosen.only_speed:
            found[peer].append("--only-speed")
    return found


def measure(name, command, chosen, seed):
    """The object that one run prints; None and a clear line when there is none."""
    environment = {**os.environ, "SCOREFIELD_THREADS": str(chosen.threads)}
    try:
        done = subprocess.run(
            [*command, "--seed", str(seed)], env=environment, capture_output=True, text=True,
            timeout=chosen.timeout, check=False,
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
        lines = done.stderr.strip().splitlines()
        cause = lines[-1] if lines else f"exit code {done.returncode}"
    except subprocess.TimeoutExpired:
        cause = f"it took longer than {chosen.timeout:g} s (--timeout)"
    except (OSError, json.JSONDecodeError) as failure:
        cause = str(failure)
    say(f"{name}: skipped, `{' '.join(command[:3])}` gave no JSON: {cause}")
    return None


def in_turn(chosen):
    """{name: results}, every round starting with another one; what failed once is left out."""
    waiting = commands(chosen)
    results = {name: [] for name in waiting}
    for turn in range(chosen.rounds):
        names = list(waiting)
        shift = turn % max(len(names), 1)
        for name in names[shift:] + names[:shift]:
            say(f"round {turn + 1} of {chosen.rounds}: {name} (load {load():.1f})")
            result = measure(name, waiting[name], chosen, turn)
            if result is None:
                del waiting[name]
            else:
                results[name].append(result)
    return {name: median_of(found) for name, found in results.items() if found}


def load():
    """Processes that want a core, averaged over the last minute; NaN where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def leaves(result):
    """{"step_ms/h64_b256": number or None} of what is compared."""
    found = {}

    def walk(path, value):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{path}/{key}", inner)
        else:
            found[path] = value

    for part in TIMED:
        walk(part, result.get(part) or {})
    return {path: value for path, value in found.items() if not isinstance(value, dict)}


def ratios(medians, base):
    """{name: {path: how many times as long as `base` it takes}}."""
    reference = leaves(medians[base])
    return {
        name: {
            path: value / reference[path]
            for path, value in leaves(result).items()
            if value and reference.get(path)
        }
        for name, result in medians.items()
        if name != base
    }


def table(medians, base, compared):
    """One line a measurement: every median, then every ratio to `base`."""
    paths = dict.fromkeys(path for result in medians.values() for path in leaves(result))
    paths = sorted(paths, key=lambda path: TIMED.index(path.split("/")[0]))
    others = list(compared)
    heads = [*medians, *(f"{name}/{base}" for name in others)]
    lines = [f"{'':32}" + "".join(f"{head:>18}" for head in heads)]
    for path in paths:
        values = [leaves(result).get(path) for result in medians.values()]
        cells = ["-" if value is None else f"{value:.4g}" for value in values]
        found = [compared[name].get(path) for name in others]
        cells += ["-" if ratio is None else f"{ratio:.2f}" for ratio in found]
        lines.append(f"{path:32}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(lines)


def processor():
    """The processor's name."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    """Runs, compares and prints; the exit code is 1 when nothing could be measured."""
    chosen = arguments()
    machine = {"cpu": processor(), "cores": os.cpu_count(), "load_before": load()}
    chosen.threads = keep_to_cores(chosen.threads)
    if machine["load_before"] > 0.3:
        say(f"the machine is busy (load {machine['load_before']:.1f}): the ratios will be rough")
    medians = in_turn(chosen)
    if not medians:
        say("nothing was measured; install requirements.txt or build the program")
        return 1
    base = next(iter(medians))
    compared = ratios(medians, base)
    say(f"\nmilliseconds and seconds, medians of {chosen.rounds} rounds on {chosen.threads} cores")
    say(table(medians, base, compared))
    print_json({"machine": machine, "rounds": chosen.rounds, "peers": medians, "base": base, "ratios": compared})
    return 0


if __name__ == "__main__":
    sys.exit(main())
