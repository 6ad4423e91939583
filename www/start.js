// Starts the page. A file, since the page's content security policy runs no script in the markup;
// Trunk.toml says where it names the two files of this build.

const { js, wasm } = Object.fromEntries(new URL(import.meta.url).searchParams);

try {
  const page = await import(`./${js}`);
  await page.default({ module_or_path: new URL(wasm, import.meta.url) });
} catch (error) {
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.textContent = `Saddle could not start. Reload the page; it needs a browser with WebAssembly. (${error})`;
  document.body.prepend(said);
  throw error;
}
