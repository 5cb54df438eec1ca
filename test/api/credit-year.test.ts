/** The simulated year: estimates hold while they can, and the product says in which week they stopped. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { type EstimateQualityOptions, type EstimateWindow, estimateQuality } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error: the examples are plain JavaScript.
import * as year from '../../examples/credit-year/year.mjs';
import { findChromium, openPage, startBrowser } from '../browser/browser.ts';

type Loan = Readonly<Record<string, string | number | null>>;
interface Week {
  readonly name: string;
  readonly week: number;
  readonly loans: readonly Loan[];
}

const { COVARIATE_SHIFT, CONCEPT_SHIFT, WEEKS } = year as Readonly<Record<string, number>>;
const drawReference = year.drawReference as (seed: number) => Loan[];
const drawYear = year.drawYear as (seed: number) => Week[];

const OPTIONS: EstimateQualityOptions = {
  problem: 'BinaryClassification',
  label: 'defaulted',
  score: 'score',
  threshold: 0.5,
  metrics: ['auc'],
};

const toWindow = ({ name, loans }: Week): EstimateWindow => ({ name, data: loans });
const isBefore = ({ name }: { readonly name: string }): boolean => Number(name.slice(5)) < (CONCEPT_SHIFT ?? 0);

describe('the estimated year', () => {
  it.each([71, 72, 73])(
    'the band holds the realised AUC until the concept shifts, whose week is named: year %i',
    async (seed) => {
      const estimates = await estimateQuality(drawReference(seed + 100), drawYear(seed).map(toWindow), OPTIONS);
      const verdicts = estimates.windows.filter(isBefore).map(({ metrics }) => metrics[0]?.verdict);
      expect(verdicts).toHaveLength((CONCEPT_SHIFT ?? 0) - 1);
      const inside = verdicts.filter((verdict) => verdict === 'inside').length;
      expect(inside / verdicts.length).toBeGreaterThanOrEqual(0.95);
      const name = `week ${CONCEPT_SHIFT}`;
      expect(estimates.trust).toMatchObject([{ id: 'auc', state: 'ended', endedAt: name }]);
      const weeksLater = Number(estimates.trust[0]?.alerts[0]?.slice(5)) - (COVARIATE_SHIFT ?? 0);
      expect([0, 1, 2]).toContain(weeksLater);
      expect(estimates.toText()).toContain(
        `The estimates of auc stopped being trustworthy at ${name}: the realised value`,
      );
    },
  );

  it('what the shift of the applicants did to the AUC is estimated before the labels come', async () => {
    const estimates = await estimateQuality(drawReference(17), drawYear(71).map(toWindow), OPTIONS);
    const mean = (
      read: (metric: { value: number | null; realised: number | null }) => number | null,
      from: number,
      to: number,
    ) => {
      const values = estimates.windows
        .slice(from - 1, to - 1)
        .map(({ metrics: [metric] }) => (metric && read(metric)) ?? Number.NaN);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const [covariate = 0, concept = 0] = [COVARIATE_SHIFT, CONCEPT_SHIFT];
    const fell = (read: (metric: { value: number | null; realised: number | null }) => number | null): number =>
      mean(read, 1, covariate) - mean(read, covariate, concept);
    expect(fell(({ realised }) => realised)).toBeGreaterThan(0.04);
    expect(fell(({ value }) => value)).toBeGreaterThan(0.04);
    expect(estimates.windows.map(({ labelled }) => labelled).at(-1)).toBe(0);
    expect(estimates.windows).toHaveLength(WEEKS ?? 0);
  });

  it('is the same by both backends, and by an estimator that was stored as JSON', async () => {
    const windows = drawYear(71).slice(15, 20).map(toWindow);
    const [native, wasm] = await Promise.all(
      (['native', 'wasm'] as const).map(async (backend) =>
        estimateQuality(drawReference(17), windows, { ...OPTIONS, engine: await createEngine({ backend }) }),
      ),
    );
    const text = JSON.stringify(native);
    expect(JSON.stringify(wasm)).toBe(text);
    const stored = (JSON.parse(text) as NonNullable<typeof native>).estimator;
    expect(JSON.stringify(await estimateQuality(stored, windows, OPTIONS))).toBe(text);
  });

  it('says that it cannot tell where the reference has no such scores', async () => {
    const low = drawReference(17).filter(({ score }) => Number(score) < 0.3);
    const windows = drawYear(71).slice(20, 21).map(toWindow);
    const { windows: estimated, trust } = await estimateQuality(low, windows, OPTIONS);
    expect(estimated[0]?.reason).toMatch(
      /^Cannot tell: \d+% of the rows have a value of `score` that the reference has hardly/,
    );
    expect(estimated[0]?.metrics[0]).toMatchObject({ value: null, band: null, verdict: 'unchecked' });
    expect(trust[0]?.state).toBe('unchecked');
  });
});

const chromium = findChromium();
if (chromium === null)
  console.log('Skipped: the report of the year in a browser (there is no Chromium on this machine)');

describe('the report of the year', { timeout: 60_000 }, () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-year-'));
    const script = fileURLToPath(new URL('../../examples/credit-year/run.mjs', import.meta.url));
    execFileSync(process.execPath, [script, folder]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('names both shifts and the week in which trust ended', async () => {
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    for (const text of [
      'a new channel brings other applicants',
      'the market turns',
      `trust ended: week ${CONCEPT_SHIFT}`,
    ]) {
      expect(page).toContain(text);
    }
  });

  it('a week without labels is estimated, and the channel through which others came is named as the cost', async () => {
    const estimated = await readFile(join(folder, 'estimated.html'), 'utf8');
    expect(estimated).toContain('none of which has a label yet');
    expect(estimated).toContain('auc is estimated at 0.7');
    const drift = await readFile(join(folder, 'drift.html'), 'utf8');
    expect(drift).toMatch(/What drift does to auc[\s\S]*?<tbody>\s*<tr>\s*<th[^>]*>channel</);
  });

  it.skipIf(chromium === null).each([
    ['report', 'Estimated and realised auc'],
    ['estimated', 'Estimated auc'],
    ['drift', ''],
  ])('%s.html opens without a complaint, wide and narrow', async (file, image) => {
    const browser = await startBrowser(chromium ?? '');
    try {
      for (const [name, width] of [
        ['wide', 1280],
        ['narrow', 390],
      ] as const) {
        const url = pathToFileURL(join(folder, `${file}.html`)).href;
        const { page, complaints } = await openPage(browser, url, { viewport: { width, height: 900 } });
        await page.screenshot({ path: `out/browser/credit-year-${file}-${name}.png`, fullPage: true });
        expect(complaints).toEqual([]);
        expect(await findBarriers(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(
          false,
        );
        if (image !== '') expect(await page.getByRole('img', { name: image }).count()).toBe(1);
      }
    } finally {
      await browser.close();
    }
  });
});

/** What keeps people from using the page, by axe's rules. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}
