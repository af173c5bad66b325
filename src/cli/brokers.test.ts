import { describe, expect, it } from 'vitest';
import { runOn } from './io.testkit.ts';

const shop = `broker main rabbitmq
topic orders on main (variant quorum)
queue mails
service billing
service mailer
shop -> orders
orders -> billing (orderingNeed none, rebuild yes, onExhausted drop)
mails -> mailer (orderingNeed none, onExhausted drop)
`;
const files = { 'shop.sketch': shop };

describe('millrace brokers', () => {
  it('says what each broker’s channels ask for, and what each row makes of it', () => {
    const ran = runOn(files, ['brokers', 'shop.sketch']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const [main = '', none = ''] = ran.out.split(/(?=^1 channel without)/m);
    expect(main).toMatch(/^1 channel on “main”\n\n {2}The data of “billing” is to be built again from “orders”\.\n/);
    expect(main).toContain(`
  fits    Apache Kafka: Consumer group (kafka, variant group)
          How long messages are kept has to be set: 7 days by default. (retention.ms=-1; or compacted)
`);
    expect(main).toContain(`
  no      RabbitMQ: Quorum queue (rabbitmq, variant quorum) (in use)
          The data of “billing” is to be built again from “orders”, but here a message is gone once it has been handled.
`);
    expect(none).toContain('Nothing has been said that only some products could do.');
    expect(none.match(/^ {2}fits /gm)).toHaveLength(23);
  });

  it('asks what is open, marks what is assumed and what nobody has verified', () => {
    const sketch = 'topic t\ncontract C 1.0.0 event (sizeMax 4MiB)\na -> t (contracts C)\nt -> b (startFrom earliest)\n';
    const { out } = runOn({ 'a.sketch': sketch }, ['brokers', 'a.sketch']);
    expect(out).toContain('  ? Must “b” handle messages in order?\n');
    expect(out).toContain('“b” starts with the oldest message of “t”. (assumed)\n');
    expect(out).toContain(`
  fits    RabbitMQ: Stream (rabbitmq, variant stream)
          Not verified: message size.
`);
    expect(out).toMatch(/Fits if the limit is raised for “C” \(4 MiB\): it is 1 MB by default\. \(8 MB advised\)\n/);
    expect(out).toMatch(/at most 1 MB\. A claim check would keep them small\. Not verified\.\n/);
  });

  it('gives the same to programs, with ids', () => {
    const { asked } = JSON.parse(runOn(files, ['brokers', 'shop.sketch', '--format', 'json', '--broker', 'main']).out);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ broker: 'main', channels: ['orders'] });
    expect(asked[0].needs[0]).toMatchObject({ kind: 'replay', status: 'stated', at: [expect.any(String)] });
    expect(asked[0].rows).toHaveLength(23);
    expect(asked[0].rows.find((row: { inUse: boolean }) => row.inUse)).toMatchObject({
      product: 'rabbitmq',
      variant: 'quorum',
      verdict: 'no',
      points: [{ kind: 'replay', verdict: 'no', status: 'stated', verified: true }],
    });
    const none = JSON.parse(runOn(files, ['brokers', 'shop.sketch', '--format=json', '--broker=none']).out);
    expect(none.asked.map(({ channels }: { channels: string[] }) => channels)).toEqual([['mails']]);
  });

  it('says so if there is nothing to ask', () => {
    const ran = runOn({}, ['brokers', '-'], { stdin: 'service lonely\n' });
    expect(ran).toMatchObject({ code: 0, out: '- has no channel: there is nothing to ask of a broker.\n' });
  });

  it.each([
    [['brokers'], 'Name one design: millrace brokers shop.sketch'],
    [['brokers', 'shop.sketch', 'other.sketch'], 'Name one design'],
    [['brokers', 'nowhere.sketch'], 'nowhere.sketch: can’t be read.'],
    [['brokers', 'shop.sketch', '--format', 'sarif'], '--format takes one of text, json'],
    [['brokers', 'shop.sketch', '--broker', 'mian'], 'The design has no broker “mian”: did you mean “main”?'],
    [['brokers', 'shop.sketch', '--broker', 'elsewhere'], 'The design has no broker “elsewhere”; there are main and none.'],
    [['broker', 'shop.sketch'], 'there is no command “broker”: did you mean brokers?'],
  ])('refuses %j with 2 and one clear sentence', (args, sentence) => {
    const ran = runOn(files, args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(sentence);
  });

  it('is listed, and explains itself', () => {
    expect(runOn({}, ['--help']).out).toContain('millrace brokers FILE');
    expect(runOn({}, ['brokers', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--broker NAME') });
  });
});
