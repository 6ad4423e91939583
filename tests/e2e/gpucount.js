// Starts the GPU engine in a worker that counts its WebGPU calls; `tell` gives the counts.
const [origin, loader] = arguments;
const source = `
const c = { disp: 0, submit: 0, buf: 0, map: 0, pipe: 0 };
const wrap = (type, name, key) => {
  const proto = globalThis[type]?.prototype, own = proto?.[name];
  if (own) proto[name] = function (...a) { c[key]++; return own.apply(this, a); };
};
wrap('GPUComputePassEncoder', 'dispatchWorkgroups', 'disp');
wrap('GPUComputePassEncoder', 'dispatchWorkgroupsIndirect', 'disp');
wrap('GPUQueue', 'submit', 'submit');
wrap('GPUDevice', 'createBuffer', 'buf');
wrap('GPUDevice', 'createComputePipeline', 'pipe');
wrap('GPUBuffer', 'mapAsync', 'map');
addEventListener('message', e => { if (e.data === 'counts') { e.stopImmediatePropagation(); postMessage(c); } });
await import('${origin}${loader}');
`;
const w = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
(window.engines ??= {}).GPU = w;
w.inbox = [];
w.onerror = e => w.inbox.push(String(e.message ?? 'the worker did not start'));
w.onmessage = e => e.data instanceof ArrayBuffer
  ? w.inbox.push(Array.from(new Uint8Array(e.data)))
  : w.told?.(e.data);
w.tell = done => { w.told = done; w.postMessage('counts'); };
