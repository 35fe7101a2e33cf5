// A server that orders its certificates itself: what a browser sees of an organisation that it opens first.

import { type Account } from "../../fixtures/people";
import { startAuthority } from "../../fixtures/pebble";
import { freePort, startDeployment } from "../../fixtures/server";
import { expect, hasJavaScript, test, usable } from "../../fixtures/test";

test.setTimeout(120_000);

test("the first visit of an organisation gets a certificate, and its people sign in over https", async ({ browser }) => {
  const [secure, plain] = [await freePort(), await freePort()];
  const authority = await startAuthority(plain);
  const deployment = await startDeployment({
    settings: {
      TENANTRY_PUBLIC_URL: `https://localhost:${secure}`,
      TENANTRY_TLS_LISTEN: `127.0.0.1:${secure}`,
      TENANTRY_HTTP_REDIRECT_LISTEN: `127.0.0.1:${plain}`,
      TENANTRY_ACME_DIRECTORY: authority.directory,
      TENANTRY_ACME_CA_FILE: authority.caFile,
    },
  });
  // Pebble's root is made anew at each start, and nobody trusts it.
  const context = await browser.newContext({ ...test.info().project.use, ignoreHTTPSErrors: true } as Parameters<typeof browser.newContext>[0]);
  try {
    const page = await context.newPage();
    const paris = `https://paris.localhost:${secure}`;
    await context.addCookies([{ name: "lang", value: "en", url: paris }]);
    const answer = await page.goto(`http://paris.localhost:${plain}/sign-in`, { timeout: 60_000 });
    expect(page.url(), "plain http leads to https").toBe(`${paris}/sign-in`);
    await usable(page);
    const certificate = await answer?.securityDetails();
    expect(certificate?.issuer).toMatch(/^Pebble Intermediate CA/);
    expect(certificate?.validTo).toBeGreaterThan(Date.now() / 1000);
    expect(answer?.headers()["strict-transport-security"]).toContain("max-age=31536000");

    const { accounts } = JSON.parse(deployment.demo) as { accounts: (Account & { organisation: string; role: string })[] };
    const owner = accounts.find((account) => account.organisation === "paris" && account.role === "owner");
    await page.getByLabel("E-mail address").fill(owner?.email ?? "");
    await page.getByLabel(/^Password/).fill(owner?.password ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await usable(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const session = (await context.cookies(paris)).find((cookie) => cookie.name === "__Host-sid");
    expect(session).toMatchObject({ secure: true, httpOnly: true, path: "/" });
    if (hasJavaScript()) {
      const protocol = () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).nextHopProtocol;
      expect(await page.evaluate(protocol)).toBe("h2");
    }

    const stranger = await context.newPage();
    await expect(stranger.goto(`https://nobody.localhost:${secure}/`)).rejects.toThrow(/ERR_SSL|ERR_CONNECTION/);
  } finally {
    await context.close();
    await deployment.stop();
    authority.stop();
  }
});
