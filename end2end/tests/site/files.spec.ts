// What every visitor can download, searched for what belongs to the server. No page is opened, so no browser either.

import { expect, test } from "@playwright/test";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SERVER, SITE } from "../../fixtures/build";
import { SERVER_ONLY, serverOnlyIn } from "../../fixtures/server_only";

const PKG = join(SITE, "pkg");

function files(ending: string): string[] {
  return readdirSync(PKG).filter((name) => name.endsWith(ending));
}

function read(name: string): Buffer {
  return readFileSync(join(PKG, name));
}

function hash(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 22);
}

test("no WebAssembly and no script holds anything of the server", () => {
  for (const name of [...files(".wasm"), ...files(".bin"), ...files(".js")]) expect.soft(serverOnlyIn(read(name)), name).toEqual([]);
});

test("the files are the whole product, readable to a search", () => {
  expect(files(".wasm"), "the main module alone").toHaveLength(1);
  const all = Buffer.concat([...files(".wasm"), ...files(".bin")].map(read));
  for (const path of ["loans/list", "console/organisations", "session/sign-in"]) expect.soft(all.includes(path), path).toBe(true);
});

// Browsers keep a file for ever: what has other content must have another name, and what it names must be there.
test("every file of the browser's code is named by its content", () => {
  for (const name of [...files(".wasm"), ...files(".bin"), ...files(".json")]) expect.soft(name.split(".")[1], name).toBe(hash(read(name)));
  const [loader, script] = [files(".js").find((name) => name.startsWith("__wasm_split")), files(".js").find((name) => name.startsWith("tenantry"))];
  const both = script?.split(".")[1] ?? "";
  expect(loader).toBe(`__wasm_split.${both}.js`);
  const [ownScript, ownLoader] = [read(script ?? ""), read(loader ?? "")].map((content) => content.toString().replaceAll(both, "_".repeat(22)));
  expect(hash(ownScript + ownLoader), "the script and its loader, which import each other, have one name").toBe(both);
});

test("each bundle is one file of whole modules", () => {
  const [manifest] = files(".json");
  const bundles: string[] = Object.values(JSON.parse(read(manifest).toString()));
  expect(bundles.toSorted()).toEqual(files(".bin").toSorted());
  expect(bundles.length).toBeGreaterThan(5);
  const [loader] = files(".js").filter((name) => name.startsWith("__wasm_split"));
  const list = /^const PACKS = (.*);$/m.exec(read(loader).toString())?.[1] ?? "[]";
  const packs: { file: string; parts: Record<string, [number, number]> }[] = JSON.parse(list);
  expect(packs.map(({ file }) => file).toSorted()).toEqual(bundles.toSorted());
  for (const { file, parts } of packs) {
    const content = read(file);
    for (const [name, [start, end]] of Object.entries(parts)) expect.soft(WebAssembly.validate(content.subarray(start, end)), `${name} in ${file}`).toBe(true);
    expect(Math.max(...Object.values(parts).map(([, end]) => end)), file).toBe(content.length);
  }
});

test("each piece is found where somebody let it in", () => {
  const script = read(files(".js")[0]).subarray(0, 4096);
  const half = script.length >> 1;
  for (const [kind, pieces] of Object.entries(SERVER_ONLY)) {
    expect(pieces.length, `pieces of the kind ${kind}`).toBeGreaterThan(1);
    for (const piece of pieces) {
      const tainted = Buffer.concat([script.subarray(0, half), Buffer.from(`\0${piece}\0`), script.subarray(half)]);
      expect(serverOnlyIn(tainted)).toEqual([`${kind}: ${piece}`]);
    }
  }
});

test("the server's own program holds something of every kind", () => {
  const program = readFileSync(SERVER);
  for (const [kind, pieces] of Object.entries(SERVER_ONLY)) {
    expect.soft(pieces.some((piece) => program.includes(piece)), kind).toBe(true);
  }
});
