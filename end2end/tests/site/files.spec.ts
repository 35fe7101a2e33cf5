// What every visitor can download, searched for what belongs to the server. No page is opened, so no browser either.

import { expect, test } from "@playwright/test";
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

test("no WebAssembly and no script holds anything of the server", () => {
  for (const name of [...files(".wasm"), ...files(".js")]) expect.soft(serverOnlyIn(read(name)), name).toEqual([]);
});

test("the files are the whole product, readable to a search", () => {
  expect(files(".wasm").length, "the main file and the chunks of the lazy pages").toBeGreaterThan(10);
  const all = Buffer.concat(files(".wasm").map(read));
  for (const path of ["loans/list", "console/organisations", "session/sign-in"]) expect.soft(all.includes(path), path).toBe(true);
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
