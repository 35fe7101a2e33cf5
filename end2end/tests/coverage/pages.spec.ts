// After all journeys: was a page forgotten?

import { lookedOver } from "../../fixtures/axe";
import { planeOf, type Plane, routeOf, routes } from "../../fixtures/routes";
import { expect, test } from "../../fixtures/test";

for (const plane of ["public", "tenant", "console"] satisfies Plane[]) {
  test(`axe looked over every page of the ${plane} plane`, () => {
    const all = routes(plane);
    expect(all.length, "pages in the table").toBeGreaterThan(2);
    const paths = lookedOver().filter((address) => planeOf(address) === plane).map((address) => new URL(address).pathname);
    const seen = new Set(paths.map((path) => routeOf(path, all)));
    expect(all.filter((route) => !seen.has(route)), "pages that no test looked over").toEqual([]);
  });
}
