/** Which rules read a data set: ours, or Model Monitor's own, defects included. */
export type Reading = 'tidemark' | 'sagemaker';
