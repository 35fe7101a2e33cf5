const { script, wasm } = document.getElementById("hydration").dataset;
const page = await import(script);
await page.default({ module_or_path: wasm });
page.hydrate();
