// Runs before the page: notes the wasm memory of the page and of its engines, and the GPU buffers that live.
// `soak()` answers with bytes, engines in the order in which they started. Engines are started through a small
// worker of a blob, so the page's security policy must be off.
(() => {
  const watch = () => {
    const memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const plain = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await plain.apply(WebAssembly, given);
        const memory = (made.instance ?? made).exports?.memory;
        if (memory) memories.push(memory);
        return made;
      };
    }
    const sizes = new Map(), keys = new WeakMap();
    const collected = new FinalizationRegistry(key => sizes.delete(key));
    const device = globalThis.GPUDevice?.prototype, create = device?.createBuffer;
    if (device) {
      device.createBuffer = function (told) {
        const buffer = create.call(this, told), key = {};
        sizes.set(key, told.size);
        keys.set(buffer, key);
        collected.register(buffer, key);
        return buffer;
      };
      const destroy = GPUBuffer.prototype.destroy;
      GPUBuffer.prototype.destroy = function () {
        sizes.delete(keys.get(this));
        return destroy.call(this);
      };
    }
    const sum = numbers => [...numbers].reduce((a, b) => a + b, 0);
    return () => ({
      wasm: sum(memories.map(memory => memory.buffer.byteLength)),
      buffers: sizes.size,
      gpu: sum(sizes.values()),
    });
  };

  const page = watch();
  const channel = new BroadcastChannel('soak');
  const alive = new Set();
  let started = 0;
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(address, options) {
      const whole = new URL(address, document.baseURI).href, number = started++;
      const source = `const tell = (${watch})(), channel = new BroadcastChannel('soak');
        channel.onmessage = e => { if (e.data === 'tell') channel.postMessage({ number: ${number}, ...tell() }); };
        await import(${JSON.stringify(whole)});`;
      super(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), options);
      this.number = number;
      alive.add(number);
    }

    terminate() {
      alive.delete(this.number);
      super.terminate();
    }
  };

  window.soak = () => new Promise(done => {
    const engines = new Map();
    channel.onmessage = ({ data }) => {
      if (alive.has(data.number)) engines.set(data.number, data);
      if (engines.size === alive.size) done({ page: page(), engines: [...engines.values()].sort((a, b) => a.number - b.number) });
    };
    channel.postMessage('tell');
  });
})();
