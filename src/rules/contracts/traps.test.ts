import { describe, expect, it } from 'vitest';
import { check } from '../check.ts';
import { designOf } from '../designs.testkit.ts';
import { sketch } from '../sketch.ts';

/** Designs at which a careless form of a rule would cry out; the numbers are those of the catalogue of traps. */
function severities(rule: string, text: string): readonly string[] {
  return check(designOf(text), { rules: [rule] }).findings.map(({ severity }) => severity);
}

describe('traps: contracts', () => {
  it('37: “a path over three topics”; but a question and its answer go to and fro, and end', () => {
    const text = sketch`
      service shop
      external browser client
      contract OrderPlaced 1.0.0 event (meta [id, causationId])
      contract PaymentTaken 1.0.0 event (meta [id, causationId])
      browser -> shop (purpose command)
      shop -> orders (contracts OrderPlaced) -> payments -> paid (contracts PaymentTaken) -> shop
    `;
    expect(severities('correlation-missing', text)).toEqual([]);
  });

  it('46: “two services publish to one topic”; but each publishes events of its own', () => {
    const text = sketch`
      contract OrderPlaced 1.0.0 event
      contract OrderShipped 1.0.0 event
      shop -> orders (contracts OrderPlaced) -> billing
      shipping -> orders (contracts OrderShipped)
    `;
    expect(severities('event-ownership-unclear', text)).toEqual([]);
  });

  it('60: “SQS takes 256 KiB”; but limits change, and the one that is set for the channel goes first', () => {
    const text = sketch`
      broker aws sns-sqs
      queue scans on aws
      contract ScanUploaded 1.0.0 event (sizeMax 4MiB)
      scanner -> scans (contracts ScanUploaded) -> archive
    `;
    expect(severities('message-too-large', text)).toEqual(['error']);
    expect(severities('message-too-large', text.replace('on aws', 'on aws (maxMessage 8MiB)'))).toEqual(['warning']);
  });
});
