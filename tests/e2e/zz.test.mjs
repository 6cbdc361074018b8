import { test } from 'node:test';
import { open, startSite } from './harness.mjs';
test('shots', async () => {
  const { page } = await open(`${await startSite()}#/telephony?operation=createToken`);
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `/tmp/z1.png`, fullPage: true });
  console.log(await page.locator('.views').innerText());
});
