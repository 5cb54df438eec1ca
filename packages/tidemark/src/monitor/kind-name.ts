/** The kinds of monitor, as options and documents name them. */

/** Those besides data quality. */
export const KIND_NAMES = ['model-quality', 'bias', 'attribution'] as const;

export type KindName = (typeof KIND_NAMES)[number];

export const MONITOR_NAMES: readonly ['data-quality', ...typeof KIND_NAMES] = ['data-quality', ...KIND_NAMES];

export type MonitorName = (typeof MONITOR_NAMES)[number];
