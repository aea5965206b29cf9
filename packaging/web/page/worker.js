"use strict";
// A worker runs the same program as the page. Its first message is the compiled module; all others are for the
// program, which listens as soon as it has begun: beginning takes no turn of the event loop, so none is lost.
if (typeof wasm_bindgen === "undefined") importScripts("scorefield.js");
onmessage = event => {
  onmessage = null;
  wasm_bindgen.initSync({ module: event.data });
};
