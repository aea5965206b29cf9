"""Makes mixtures.txt: exact values of mixtures at the limits of what a scene may hold.

    pip install mpmath && python3 tests/data/mixtures.py > tests/data/mixtures.txt

Every number of a case is an f64, written so that it is read back bit for bit; the values are computed from
exactly these numbers with 90 digits. Behind each value stands how far it moves when every input (weight,
mean, standard deviations, angle or matrix, alpha, sigma, x) moves by one unit in its last place, the sum over the
inputs: no program that computes with f64 can promise more. Cases:

    scene  alpha sigma                       the mixture of alpha x0 + sigma eps
    round  weight x y std
    axes   weight x y first second radians
    matrix weight x y xx xy yy
    point  x y
    log_density value move
    score x y move                           moves of pairs are lengths
    divergence value move
    denoised x y move                        where alpha is 1
    posterior k value move
"""

import math
import random
from mpmath import mp, mpf, cos, sin, exp, log, sqrt, pi

mp.dps = 90
rng = random.Random(12)


def covariance(kind, p):
    if kind == "round":
        return (p[0] ** 2, mpf(0), p[0] ** 2)
    if kind == "axes":
        u, v, c, s = p[0] ** 2, p[1] ** 2, cos(p[2]), sin(p[2])
        return (u * c * c + v * s * s, (u - v) * s * c, u * s * s + v * c * c)
    return tuple(p)


def evaluate(scene):
    """Everything at the point of the scene, from mpf numbers."""
    alpha, sigma, components, (x, y) = scene
    var = sigma**2
    logs, scores, traces, pulls = [], [], [], []
    for kind, (w, mx, my, *p) in components:
        a, b, c = covariance(kind, p)
        clean = (a, b, c)
        a, b, c = alpha**2 * a + var, alpha**2 * b, alpha**2 * c + var
        det = a * c - b * b
        dx, dy = alpha * mx - x, alpha * my - y
        sx, sy = (c * dx - b * dy) / det, (a * dy - b * dx) / det
        logs.append(log(w) - log(2 * pi) - log(det) / 2 - (dx * sx + dy * sy) / 2)
        scores.append((sx, sy))
        traces.append((a + c) / det)
        a, b, c = clean
        # mu + Sigma (Sigma + sigma^2)^-1 (x - mu), for alpha = 1.
        pulls.append((mx - a * sx - b * sy, my - b * sx - c * sy))
    log_total_weight = log(sum(w for _, (w, *_) in components))
    top = max(logs)
    weights = [exp(l - top) for l in logs]
    total = sum(weights)
    r = [w / total for w in weights]
    s = [sum(r[k] * scores[k][i] for k in range(len(r))) for i in (0, 1)]
    squares = [scores[k][0] ** 2 + scores[k][1] ** 2 - traces[k] for k in range(len(r))]
    return {
        "log_density": [top + log(total) - log_total_weight],
        "score": s,
        "divergence": [sum(r[k] * squares[k] for k in range(len(r))) - s[0] ** 2 - s[1] ** 2],
        "denoised": [sum(r[k] * pulls[k][i] for k in range(len(r))) for i in (0, 1)],
        "posterior": r,
        "odds": [l - logs[0] for l in logs],
    }


def lift(scene):
    alpha, sigma, components, point = scene
    lifted = [(kind, [mpf(v) for v in values]) for kind, values in components]
    return (mpf(alpha), mpf(sigma), lifted, [mpf(v) for v in point])


def neighbours(scene):
    """The scene with one input a unit in the last place larger, for every input."""
    alpha, sigma, components, point = scene
    up = lambda v: math.nextafter(v, math.copysign(math.inf, v))
    if alpha != 1.0:
        yield (up(alpha), sigma, components, point)
    if sigma != 0.0:
        yield (alpha, up(sigma), components, point)
    for axis in (0, 1):
        moved = list(point)
        moved[axis] = up(moved[axis])
        yield (alpha, sigma, components, moved)
    for k, (kind, values) in enumerate(components):
        for i, value in enumerate(values):
            if value != 0.0:
                changed = list(values)
                changed[i] = up(value)
                yield (alpha, sigma, components[:k] + [(kind, changed)] + components[k + 1 :], point)


def length(values):
    return sqrt(sum(v * v for v in values))


def between(low, high):
    return 10 ** rng.uniform(math.log10(low), math.log10(high))


def random_component(centre, width):
    weight = between(1e-3, 1.0)
    kind = rng.choice(["round", "axes", "axes", "matrix"])
    mean = [c + width * rng.gauss(0, 1) for c in centre]
    mean = [max(-1e6, min(1e6, m)) for m in mean]
    if kind == "round":
        return (kind, [weight, *mean, width * between(0.3, 3)])
    ratio = between(1.0, 1e6 if kind == "axes" else 3e5)
    stds = [width, width / ratio]
    stds = [max(1e-6, min(1e6, s)) for s in stds]
    if rng.random() < 0.5:
        stds.reverse()
    angle = rng.choice([rng.uniform(-math.pi, math.pi), between(1e-9, 1e-2), math.pi / 2 - between(1e-9, 1e-2), 0.5])
    if kind == "axes":
        return (kind, [weight, *mean, *stds, angle])
    xx, xy, yy = (float(v) for v in covariance("axes", [mpf(stds[0]), mpf(stds[1]), mpf(angle)]))
    det = mpf(xx) * mpf(yy) - mpf(xy) ** 2
    # Far enough from singular to be accepted, and not narrower than allowed.
    if det < mpf(1e-13) * mpf(xx) * mpf(yy) or det / (mpf(xx) + mpf(yy)) < mpf(1.01e-12):
        return random_component(centre, width)
    return (kind, [weight, *mean, xx, xy, yy])


def random_scene():
    width = between(1e-5, 1e5)
    centre = [rng.choice([-1, 1]) * between(1e-3, 9e5) for _ in (0, 1)]
    if rng.random() < 0.3:
        centre = [0.0, 0.0]
    components = [random_component(centre, width) for _ in range(rng.choice([1, 2, 3, 5]))]
    sigma = 0.0 if rng.random() < 0.35 else min(1e6, width * between(1e-4, 1e3))
    alpha = 1.0 if rng.random() < 0.7 else rng.uniform(0.01, 1.0)
    chosen = rng.choice(components)
    spread = rng.choice([0.1, 1.0, 3.0, 30.0, 1e3, 1e6])
    point = [alpha * chosen[1][1 + axis] + spread * (width + sigma) * rng.gauss(0, 1) for axis in (0, 1)]
    point = [max(-3e6, min(3e6, p)) for p in point]
    return (alpha, sigma, components, point)


def write(scene):
    values = evaluate(lift(scene))
    moves = {name: mpf(0) for name in values}
    moves["posterior"] = [mpf(0)] * len(values["posterior"])
    odds = mpf(0)
    for other in neighbours(scene):
        found = evaluate(lift(other))
        for name in ("log_density", "score", "divergence", "denoised"):
            moves[name] += length([a - b for a, b in zip(found[name], values[name])])
        moves["posterior"] = [m + abs(a - b) for m, a, b in zip(moves["posterior"], found["posterior"], values["posterior"])]
        odds += max(abs(a - b) for a, b in zip(found["odds"], values["odds"]))
    alpha, sigma, components, point = scene
    print("scene", repr(alpha), repr(sigma))
    for kind, numbers in components:
        print(kind, *map(repr, numbers))
    print("point", *map(repr, point))
    digits = lambda v: mp.nstr(v, 20, min_fixed=1, max_fixed=0)
    line = lambda name, move: print(name, *map(digits, values[name]), mp.nstr(move, 3, min_fixed=1, max_fixed=0))
    line("log_density", moves["log_density"])
    # Where a unit in the last place decides to which component a point belongs, nothing else can be said.
    if odds < mpf("0.01"):
        line("score", moves["score"])
        line("divergence", moves["divergence"])
        if alpha == 1.0:
            line("denoised", moves["denoised"])
        for k, (value, move) in enumerate(zip(values["posterior"], moves["posterior"])):
            if value > mpf("1e-290"):
                print("posterior", k, digits(value), mp.nstr(move, 3, min_fixed=1, max_fixed=0))


def far_scene():
    """Where the noise outshines the data and x is thousands of its widths away, but more than one component counts:
    their widths and distances are about sigma^2 / distance."""
    sigma = between(1e-3, 1e3)
    distance = sigma * min(between(1e3, 1e8), 3e6 / sigma)
    unit = max(sigma**2 / distance, 1e-5)
    angle = rng.uniform(-math.pi, math.pi)
    toward = [math.cos(angle), math.sin(angle)]
    centre = [rng.uniform(-3, 3) * unit for _ in (0, 1)]
    components = [random_component(centre, unit * between(0.3, 3)) for _ in range(rng.choice([2, 3]))]
    if rng.random() < 0.3:
        # One beside the other as seen from x: however far apart, they are as near to it.
        apart = sigma * between(1e-3, 1e2)
        weight, std = between(0.1, 1), unit
        components = [
            ("round", [weight, centre[0] - side * apart * toward[1], centre[1] + side * apart * toward[0], std])
            for side in (-1, 1)
        ]
    return (1.0, sigma, components, [c + distance * t for c, t in zip(centre, toward)])


for _ in range(400):
    write(random_scene())
for _ in range(120):
    write(far_scene())
