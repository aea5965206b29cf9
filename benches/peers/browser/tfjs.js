"use strict";
// The training step of ../protocol.py in TensorFlow.js: forward, backward and Adam of a 3-H-H-H-2 network, SiLU, on a
// fixed random batch with the loss mean_b w_b |F_b - T_b|^2, into which denoising turns here.

const [WIDTH, BATCH, HIDDEN_LAYERS] = [64, 256, 3];
const [LEARNING_RATE, BETAS, EPSILON] = [1e-2, [0.9, 0.99], 1e-8];

// How a layer may be written; the better counts.
const LAYERS = {
  plain: (x, weight, bias) => x.matMul(weight).add(bias),
  fused: (x, weight, bias) => tf.fused.matMul({ a: x, b: weight, bias }),
};

const silu = x => x.mul(x.sigmoid());

// Weights and biases of every layer, uniform in +-1/sqrt(inputs), the last layer ten times smaller.
function network() {
  const sizes = [3, ...Array(HIDDEN_LAYERS).fill(WIDTH), 2];
  return sizes.slice(1).map((outputs, layer) => {
    const bound = (outputs === 2 ? 0.1 : 1) / Math.sqrt(sizes[layer]);
    const drawn = shape => tf.variable(tf.randomUniform(shape, -bound, bound));
    return { weight: drawn([sizes[layer], outputs]), bias: drawn([outputs]) };
  });
}

class StepRun {
  constructor(layer) {
    this.layers = network();
    this.layer = LAYERS[layer];
    this.variables = this.layers.flatMap(({ weight, bias }) => [weight, bias]);
    this.adam = tf.train.adam(LEARNING_RATE, ...BETAS, EPSILON);
    this.inputs = tf.randomNormal([BATCH, 3]);
    this.targets = tf.randomNormal([BATCH, 2]);
    this.weights = tf.randomUniform([BATCH], 0.1, 1);
  }

  loss() {
    let x = this.inputs;
    this.layers.forEach(({ weight, bias }, index) => {
      x = this.layer(x, weight, bias);
      if (index < HIDDEN_LAYERS) x = silu(x);
    });
    return x.sub(this.targets).square().sum(1).mul(this.weights).mean();
  }

  // `count` steps; returns when they are done.
  async run(count) {
    for (let i = 0; i < count; i++) tf.tidy(() => { this.adam.minimize(() => this.loss(), false, this.variables); });
    await this.variables[0].data();
  }
}

const runs = new Map();

// Chooses a backend; that of WebAssembly is asked for a thread on every core.
async function choose(backend) {
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  const cores = navigator.hardwareConcurrency;
  tf.wasm.setThreadsCount(cores);
  if (!await tf.setBackend(backend)) return null;
  await tf.ready();
  const threads = backend === "wasm" ? tf.wasm.getThreadsCount() : 1;
  return { version: tf.version.tfjs, cores, threads, loss: await losses() };
}

// That it learns at all: the loss before and after some steps.
async function losses() {
  const run = new StepRun("plain");
  const before = (await run.loss().data())[0];
  await run.run(30);
  return [before, (await run.loss().data())[0]];
}

// Milliseconds a step over about so many seconds, after a warm-up.
async function time(layer, seconds) {
  const key = `${tf.getBackend()} ${layer}`;
  if (!runs.has(key)) {
    runs.set(key, new StepRun(layer));
    await runs.get(key).run(20);
  }
  const begun = performance.now();
  let steps = 0;
  do {
    await runs.get(key).run(20);
    steps += 20;
  } while (performance.now() - begun < 1000 * seconds);
  return (performance.now() - begun) / steps;
}
