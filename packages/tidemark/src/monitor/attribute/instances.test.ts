import { expect, it } from 'vitest';
import { InstanceReader } from './instances.js';

const csv = (data: string) => ({ data, encoding: 'CSV' });
const json = (value: unknown) => ({ data: JSON.stringify(value), encoding: 'JSON' });
const capture = (request: object, response: object, label?: object) => ({
  captureData: { endpointInput: request, endpointOutput: response },
  ...(label && { groundTruthData: label }),
});

it('a row has its columns by name, else by index', () => {
  const names = ['y', 'score', '0'];
  const read = (label: string) => new InstanceReader({ label, probability: 'score' }).read(['1', '0.7', 'z'], names);
  expect(read('y')).toMatchObject([{ label: '1', probability: '0.7', prediction: null }]);
  expect(read('0')).toMatchObject([{ label: 'z' }]);
  expect(read('1')).toMatchObject([{ label: '0.7' }]);
  expect(() => read('age')).toThrow('expected a column or a zero-based index, found "age"; there are y, score, 0');
});

it('features of a row are the columns that are nothing else', () => {
  const reader = new InstanceReader({ label: 'y', prediction: '1', features: true });
  expect(reader.read(['1', '0', '33', null], ['y', 'p', 'age', 'city'])[0]?.features).toEqual({
    age: '33',
    city: null,
  });
});

it('a CSV response without an attribute is what the caller says it is', () => {
  const record = capture(csv('5,6'), csv('0.3'), csv('1'));
  expect(new InstanceReader({ output: 'probability' }).read(record, [])).toMatchObject([
    { label: '1', probability: '0.3', prediction: null },
  ]);
  expect(new InstanceReader({}).read(record, [])).toMatchObject([{ prediction: '0.3', probability: null }]);
  expect(() => new InstanceReader({}).read(capture(csv('5'), csv('1,0.3'), csv('1')), [])).toThrow('name it');
  expect(
    new InstanceReader({ prediction: '0', probability: '1' }).read(capture(csv('5'), csv('1,0.3')), []),
  ).toMatchObject([{ prediction: '1', probability: '0.3', label: null }]);
});

it('attributes go into the bodies of ground truth, response and request', () => {
  const record = capture(
    json({ features: [5, 6] }),
    json({ answer: { class: 'a', score: 0.9 } }),
    json({ label: 'b' }),
  );
  const attributes = { label: 'label', prediction: 'answer.class', probability: 'answer.score', features: 'features' };
  expect(new InstanceReader({ ...attributes, groups: ['features[0]'], names: ['x', 'y'] }).read(record, [])).toEqual([
    { label: 'b', prediction: 'a', probability: 0.9, features: { x: 5, y: 6 }, groups: [5] },
  ]);
});

it('a record of many instances is zipped, and set aside where its lists differ in length', () => {
  const record = {
    captureData: {
      batchTransformOutput: json({
        instances: [{ features: [1, 2] }, { features: [3, 4] }],
        SageMakerOutput: { predictions: [{ label: 1 }, { label: 0 }] },
      }),
    },
    groundTruthData: json({ instances: [{ label: 0 }, { label: 1 }] }),
  };
  const attributes = {
    label: 'instances[*].label',
    prediction: 'SageMakerOutput.predictions[*].label',
    features: 'instances[*].features',
  };
  expect(new InstanceReader(attributes).read(record, [])).toEqual([
    { label: 0, prediction: 1, probability: null, features: { _c0: 1, _c1: 2 }, groups: [] },
    { label: 1, prediction: 0, probability: null, features: { _c0: 3, _c1: 4 }, groups: [] },
  ]);
  const shorter = { ...record, groundTruthData: json({ instances: [{ label: 0 }] }) };
  expect(() => new InstanceReader(attributes).read(shorter, [])).toThrow(
    'expected 1 values of the prediction, one an instance, found 2',
  );
});

it('several rows in a body are as many instances', () => {
  const record = capture(csv('5,6\n7,8\n'), csv('0.3\n0.4'), csv('1\n0'));
  expect(new InstanceReader({ output: 'probability', features: true }).read(record, [])).toMatchObject([
    { label: '1', probability: '0.3', features: { _c0: '5', _c1: '6' } },
    { label: '0', probability: '0.4', features: { _c0: '7', _c1: '8' } },
  ]);
});

it('of the output of a transform the last value is the answer and the others are features', () => {
  const record = { captureData: { batchTransformOutput: csv('5,"a, b",0.25') }, groundTruthData: csv('1') };
  expect(new InstanceReader({ output: 'probability', features: true }).read(record, [])).toMatchObject([
    { label: '1', probability: '0.25', features: { _c0: '5', _c1: 'a, b' } },
  ]);
});

it('of lists of classes and scores the class of the highest score is the prediction', () => {
  const read = (response: object) =>
    new InstanceReader({ prediction: 'labels', probability: 'scores' }).read(
      capture(json([]), json(response), csv('1')),
      [],
    );
  expect(read({ labels: ['cat', 'dog', 'cow'], scores: [0.2, 0.7, 0.1] })).toMatchObject([{ prediction: 'dog' }]);
  expect(read({ labels: [1, 0], scores: [0.4, 0.6] })).toMatchObject([{ prediction: 0, probability: 0.4 }]);
  const named = new InstanceReader({ prediction: 'labels', probability: 'scores', positive: 'yes' });
  const response = json({ labels: ['yes', 'no'], scores: [0.3, 0.7] });
  expect(named.read(capture(json([]), response, csv('no')), [])).toMatchObject([
    { prediction: 'no', probability: 0.3 },
  ]);
  expect(
    new InstanceReader({ probability: 'scores', positive: 'yes' }).read(capture(json([]), response, csv('no')), []),
  ).toMatchObject([{ prediction: null, probability: 0.7 }]);
  expect(() => read({ labels: ['cat'], scores: [0.2, 0.7] })).toThrow('expected a score for each class');
  expect(new InstanceReader({ probability: '0' }).read(capture(csv('1'), csv('"[0.1, 0.9]"')), [])).toMatchObject([
    { prediction: 1, probability: 0.9 },
  ]);
});

it('of very many scores the highest counts too', () => {
  const scores = Array.from({ length: 200_000 }, (_, place) => (place === 150_000 ? 1 : 0));
  const [instance] = new InstanceReader({ probability: 'p' }).read(
    capture(csv('1'), json({ p: scores }), csv('1')),
    [],
  );
  expect(instance?.prediction).toBe(150_000);
});

it('base64 is what its content type says', () => {
  const response = { data: btoa('{"p": 0.5}'), encoding: 'BASE64', observedContentType: 'application/json' };
  expect(new InstanceReader({ probability: 'p' }).read(capture(csv('1'), response), [])).toMatchObject([
    { probability: 0.5 },
  ]);
});

it('lines of JSON in one body are as many instances', () => {
  const response = { data: '{"p": 0.5}\n{"p": 0.25}\n', encoding: 'JSON' };
  expect(new InstanceReader({ probability: 'p' }).read(capture(csv('1'), response), [])).toMatchObject([
    { probability: 0.5 },
    { probability: 0.25 },
  ]);
});
