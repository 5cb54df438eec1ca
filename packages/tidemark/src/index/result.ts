/** Results as files: written in every form that a path asks for, and opened again from a directory. */
import type { StoredResult as StoredResultData } from '../monitor/check/check-result.js';
import { nameCommonStatistics, nameCommonValues } from '../monitor/document/common-values.js';
import { toResultFiles } from '../monitor/document/files.js';
import { readConstraints } from '../monitor/document/read-constraints.js';
import { readStatisticsFrom } from '../monitor/document/read-statistics.js';
import { readVerdict } from '../monitor/document/read-verdict.js';
import { readViolations } from '../monitor/document/read-violations.js';
import { toDocumentPieces } from '../monitor/document/write.js';
import { toCheckHtmlPieces, toCheckMarkdown, toCheckText, toViolationsCsv } from '../report/index.js';
import { readResultDirectory } from '../source/result-directory.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import type { KindResult } from './kind.js';
import { findKindOfResult, openKindResult } from './kind-result.js';
import { findKind, type KindResultOf, toKind } from './kinds.js';
import type { KindName, MonitorName } from '../monitor/kind-name.js';
import { type Forms, saveForms } from './save-forms.js';
import { statisticsToArrow, toStatisticsFile } from './statistics-table.js';

/** A result opened from its documents. */
export interface StoredResult extends StoredResultData {
  /** The profile of the window: the bytes of a `.tide` file; null where none was stored. */
  readonly profile: Uint8Array | null;
  toText(): string;
  toJSON(): StoredResultData;
  /** The statistics of the window, see `statisticsToArrow`. */
  toArrow(): Promise<ArrowTable>;
  /** As a fresh result is saved. */
  save(path: string): Promise<void>;
}

/** What a result gives besides its data, fresh or stored. */
export function createResult<Data extends StoredResultData, Profile extends Uint8Array | null>(
  data: Data,
  profile: Profile,
): Data & {
  profile: Profile;
  toText(): string;
  toJSON(): Data;
  toArrow(): Promise<ArrowTable>;
  save(path: string): Promise<void>;
} {
  const shared = data.reading === 'sagemaker' ? data : toShared(data);
  return {
    ...data,
    profile,
    toText: () => toCheckText(shared),
    toJSON: () => shared,
    toArrow: () => statisticsToArrow(shared.statistics),
    save: (path) => saveResult(path, shared, profile),
  };
}

/** A value is named on both sides where it is common on one of them. */
function toShared<Data extends StoredResultData>(data: Data): Data {
  const { statistics, baselineStatistics } = data;
  return {
    ...nameCommonValues(data, baselineStatistics),
    baselineStatistics: baselineStatistics && nameCommonStatistics(baselineStatistics, statistics),
  };
}

const FORMS: Forms<StoredResultData> = {
  '.html': toCheckHtmlPieces,
  '.md': toCheckMarkdown,
  '.csv': ({ violations }) => toViolationsCsv(violations),
  '.txt': toCheckText,
  '.json': toDocumentPieces,
  '.arrow': ({ statistics }) => toStatisticsFile(statistics),
};

function saveResult(path: string, result: StoredResultData, profile: Uint8Array | null): Promise<void> {
  return saveForms(path, result, FORMS, () => [
    ...toResultFiles(result, profile),
    { name: 'report.html', content: toCheckHtmlPieces(result) },
  ]);
}

/** Opens a directory of results, of ours or of Model Monitor's, which holds its documents alone. */
export function openResult<Name extends KindName>(
  directory: string | URL,
  options: { readonly monitor: Name },
): Promise<KindResultOf<Name>>;
export function openResult(
  directory: string | URL,
  options?: { readonly monitor?: 'data-quality' },
): Promise<StoredResult>;
export async function openResult(
  directory: string | URL,
  options: { readonly monitor?: MonitorName } = {},
): Promise<StoredResult | KindResult> {
  const kind = findKind(options);
  return kind === null ? openDataQualityResult(directory) : openKindResult(kind, directory);
}

/** The same, whatever kind of monitor wrote it, which its documents tell. */
export async function findResult(directory: string | URL): Promise<StoredResult | KindResult> {
  const name = await findKindOfResult(directory);
  return name === null ? openDataQualityResult(directory) : openKindResult(toKind(name), directory);
}

async function openDataQualityResult(directory: string | URL): Promise<StoredResult> {
  const files = await readResultDirectory(directory);
  const constraints = files.constraints ? readConstraints(files.constraints) : { version: 0, features: [] };
  const verdict = files.verdict ? readVerdict(files.verdict) : null;
  const data: StoredResultData = {
    schema: 'check-result/v1',
    reading: verdict?.reading ?? 'sagemaker',
    falseAlarmRate: verdict?.falseAlarmRate ?? null,
    violations: readViolations(files.violations).violations,
    notEvaluated: verdict?.notEvaluated ?? [],
    testCount: verdict?.testCount ?? 0,
    statistics: await readStatisticsFrom(files.statistics),
    baselineStatistics: files.baselineStatistics
      ? await readStatisticsFrom(files.baselineStatistics, 'baseline_statistics.json')
      : null,
    constraints,
    report: verdict?.report ?? null,
    ...(verdict?.impact && { impact: verdict.impact }),
    reproduce: verdict?.reproduce ?? null,
  };
  return createResult(data, files.profile);
}
