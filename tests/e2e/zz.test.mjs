import { test } from 'node:test';
import { open, startSite } from './harness.mjs';
test('shots', async () => {
  const { page } = await open(`${await startSite()}#/telephony?operation=listDids`);
  const version = page.getByRole('combobox', { name: 'Version' });
  await version.focus();
  await version.selectOption('version 0.9');
  await page.locator('.earlier', { hasText: 'version 0.9' }).waitFor();
  const main = page.locator('main');
  await main.getByText('List external numbers').first().waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/z1.png` });
  console.log(await page.getByRole('link', { name: 'Go to the current version' }).evaluateAll((all) => all.map((a) => [a.outerHTML, JSON.stringify(a.getBoundingClientRect()), a.closest('nav')?.className])));
});
