/** The parts of a form that say more of a model: what `--ground-truth` and `--analysis-config` name on the command line. */
import type { BytesPart, ModelOptions } from 'tidemark';
import { badRequest } from './errors.js';
import type { Holding } from './holdings.js';
import { hold, type TakePart } from './sides.js';

export interface ModelParts {
  /** How each of them is taken, by its name. */
  readonly takers: Readonly<Record<string, TakePart>>;
  /** The options that they are, once all have come. */
  toOptions(): Pick<ModelOptions, 'groundTruth' | 'analysisConfig'>;
}

export function createModelParts(holding: Holding): ModelParts {
  const labels: BytesPart[] = [];
  let analysisConfig: Uint8Array | undefined;
  return {
    takers: {
      'ground-truth': async (part) => {
        labels.push(await hold(part, holding));
      },
      'analysis-config': async ({ chunks }) => {
        if (analysisConfig) throw badRequest('expected one part `analysis-config`, found more');
        analysisConfig = await holding.take(chunks);
      },
    },
    toOptions: () => ({
      ...(labels.length > 0 && { groundTruth: labels }),
      ...(analysisConfig && { analysisConfig }),
    }),
  };
}
