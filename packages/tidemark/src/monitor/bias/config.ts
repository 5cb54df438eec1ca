/** Reads analysis_config.json as far as bias needs it. */
import type { AnalysisConfig, AnalysisFacet, BiasMethod, GivenValue } from '../../engine/bias.js';
import type { Field } from '../document/field.js';
import { type DocumentInput, parseDocument } from '../document/parse.js';

type ColumnKind = 'categorical' | 'continuous';

/** Clarify's configuration with what ours knows besides. */
export interface MonitorConfig extends AnalysisConfig {
  readonly tidemark?: { readonly kinds: Readonly<Record<string, ColumnKind>> };
}

export function readAnalysisConfig(input: DocumentInput, name = 'analysis_config.json'): MonitorConfig {
  const root = parseDocument(input, name);
  const column = (key: string): string | number | undefined => {
    const field = root.optional(key);
    return field && readColumn(field);
  };
  const methods = root.optional('methods');
  const [group, predicted] = [column('group_variable'), column('predicted_label')];
  const kinds = root.optional('tidemark')?.optional('kinds');
  const [headers, threshold] = [root.optional('headers'), root.optional('probability_threshold')];
  return {
    label: readColumn(root.member('label')),
    label_values_or_threshold: readValues(root.member('label_values_or_threshold')),
    facet: toItems(root.member('facet')).map(readFacet),
    ...(headers && { headers: headers.items().map((header) => header.text()) }),
    ...(group !== undefined && { group_variable: group }),
    ...(predicted !== undefined && { predicted_label: predicted }),
    ...(threshold && { probability_threshold: threshold.finite() }),
    ...(methods && { methods: readMethods(methods) }),
    ...(kinds && { tidemark: { kinds: readKinds(kinds) } }),
  };
}

function readKinds(field: Field): Readonly<Record<string, ColumnKind>> {
  return Object.fromEntries(
    field.keys().map((name) => [name, field.member(name).oneOf(['categorical', 'continuous'])] as const),
  );
}

function readFacet(field: Field): AnalysisFacet {
  const values = field.optional('value_or_threshold');
  return {
    name_or_index: readColumn(field.member('name_or_index')),
    ...(values && { value_or_threshold: readValues(values) }),
  };
}

function readMethods(field: Field): NonNullable<AnalysisConfig['methods']> {
  const stage = (key: 'pre_training_bias' | 'post_training_bias'): Partial<Record<typeof key, BiasMethod>> => {
    const method = field.optional(key);
    if (method === undefined) return {};
    const chosen = method.optional('methods');
    if (chosen === undefined || chosen.value === 'all') return { [key]: { methods: 'all' } };
    return { [key]: { methods: chosen.items().map((id) => id.text()) } };
  };
  return { ...stage('pre_training_bias'), ...stage('post_training_bias') };
}

/** Parts that say how a model is asked, or that ask for something else than bias. */
const PASSED_OVER = [
  'predictor',
  'segment_config',
  'excluded_columns',
  'facet_dataset_uri',
  'predicted_label_dataset_uri',
];

/** Those of a configuration that are there and not looked at. */
export function listPassedOver(input: DocumentInput, name = 'analysis_config.json'): readonly string[] {
  const root = parseDocument(input, name);
  const { shap, pdp } = Object(root.optional('methods')?.value) as Readonly<Record<string, unknown>>;
  const methods = Object.entries({ 'methods.shap': shap, 'methods.pdp': pdp }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  return [...PASSED_OVER.filter((key) => root.has(key)), ...methods];
}

/** A name, or a position from 0. */
function readColumn(field: Field): string | number {
  return typeof field.value === 'number' ? field.count() : field.text();
}

function readValues(field: Field): GivenValue[] {
  return toItems(field).map((item) => {
    const { value } = item;
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    return item.finite();
  });
}

function toItems(field: Field): Field[] {
  return Array.isArray(field.value) ? field.items() : [field];
}
