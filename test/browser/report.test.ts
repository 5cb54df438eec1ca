/** The report in a real browser: silent, self-contained, accessible, and inert whatever the data holds. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { baseline, check } from 'tidemark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, startBrowser } from './browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const chromium = findChromium();

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=https://example.com/x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "' autofocus onfocus=alert(4) x='",
  '</title><iframe src=javascript:alert(5)>',
  '</style><base href=https://example.com/>',
  '{{constructor.constructor("alert(6)")()}}',
  '<a href="javascript:alert(7)">age</a>',
  '\u202egnp.exe\u0000\u001b[2J',
];

if (chromium === null) console.log('Skipped: the report in a browser (there is no Chromium on this machine)');

describe.skipIf(chromium === null)('the report in a browser', { timeout: 60_000 }, () => {
  let folder = '';
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-report-'));
    browser = await startBrowser(chromium ?? '');
    execFileSync(process.execPath, [join(ROOT, 'examples/credit/make.mjs'), folder]);
    const base = await baseline(join(folder, 'baseline.csv'));
    const result = await check(join(folder, 'current.csv'), base);
    await result.save(join(folder, 'example.html'));
    await (await checkModel()).save(join(folder, 'quality.html'));
    await (await checkHostileNames()).save(join(folder, 'hostile.html'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  const urlOf = (name: string) => pathToFileURL(join(folder, name)).href;

  it.each([
    { name: 'wide', viewport: WIDE, colorScheme: 'light' },
    { name: 'narrow', viewport: NARROW, colorScheme: 'light' },
    { name: 'dark', viewport: WIDE, colorScheme: 'dark' },
  ] as const)('draws the example without a complaint: $name', async ({ name, viewport, colorScheme }) => {
    const { page, complaints } = await openPage(browser, urlOf('example.html'), { viewport, colorScheme });
    await page.screenshot({ path: join(ROOT, `out/browser/report-${name}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.context().close();
  });

  it.each([
    { name: 'wide', viewport: WIDE, colorScheme: 'light' },
    { name: 'narrow', viewport: NARROW, colorScheme: 'light' },
    { name: 'dark', viewport: WIDE, colorScheme: 'dark' },
  ] as const)('draws the quality of a model without a complaint: $name', async ({ name, viewport, colorScheme }) => {
    const { page, complaints } = await openPage(browser, urlOf('quality.html'), { viewport, colorScheme });
    await page.screenshot({ path: join(ROOT, `out/browser/quality-${name}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
    for (const title of ['ROC curve', 'Precision and recall', 'Calibration']) {
      expect(await page.getByRole('img', { name: title }).count()).toBe(1);
    }
    expect(await page.getByRole('table', { name: 'Confusion matrix, baseline' }).getByRole('row').count()).toBe(3);
    await page.context().close();
  });

  it('can be printed', async () => {
    const { page } = await openPage(browser, urlOf('example.html'));
    const pdf = await page.pdf({ path: join(ROOT, 'out/browser/report.pdf'), format: 'A4', printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });

  it('says the same to those who cannot see the charts', async () => {
    const { page } = await openPage(browser, urlOf('example.html'));
    const charts = page.getByRole('img', { name: /^(Distribution|Values) of / });
    expect(await charts.count()).toBeGreaterThanOrEqual(10);
    await page.getByText('Table of the chart').first().click();
    expect(
      await page.getByRole('table', { name: 'Distribution of annual_income' }).getByRole('row').count(),
    ).toBeGreaterThan(10);
    await page.context().close();
  });

  it('shows hostile names and values as the text they are', async () => {
    const { page, complaints } = await openPage(browser, urlOf('hostile.html'), { viewport: NARROW });
    expect(complaints).toEqual([]);
    expect(await page.locator('script, iframe, img, base, object, embed, form').count()).toBe(0);
    expect(await page.getByRole('heading', { name: '<script>alert(1)</script>' }).count()).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.context().close();
  });
});

const toAnswers = (wrongEvery: number) =>
  Array.from({ length: 1200 }, (_, row) => {
    const label = row % 3 === 0 ? 1 : 0;
    const isRight = row % wrongEvery !== 1;
    const score = (isRight ? label : 1 - label) * 0.5 + ((row * 37) % 100) / 200;
    return { label, score, region: HOSTILE[row % HOSTILE.length] };
  });

/** A model that has become worse where the region is hostile. */
async function checkModel() {
  const options = {
    monitor: 'model-quality',
    problem: 'BinaryClassification',
    label: 'label',
    probability: 'score',
    group: ['region'],
  } as const;
  return check(toAnswers(4), await baseline(toAnswers(20), options), options);
}

/** A column for every hostile text, which also is its one value. */
async function checkHostileNames() {
  const quoted = HOSTILE.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
  const csv = new TextEncoder().encode(`${quoted}\n${`${quoted}\n`.repeat(40)}`);
  const numbers = new TextEncoder().encode(`${quoted}\n${`${HOSTILE.map(() => '1').join(',')}\n`.repeat(40)}`);
  const options = { header: true, delimiter: ',' } as const;
  return check(csv, await baseline(numbers, options), options);
}

/** What keeps people from using the page, by axe's rules. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}

function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
