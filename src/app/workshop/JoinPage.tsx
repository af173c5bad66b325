import { ArrowLeft, LogIn } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useLocation } from 'wouter';
import { rememberedMe } from '#canvas/people/me.ts';
import { remember } from '#canvas/remembered.ts';
import { Button, ButtonLink } from '#canvas/ui/Button.tsx';
import { Answers, Checkbox } from '#canvas/ui/Choice.tsx';
import { TextField } from '#canvas/ui/TextField.tsx';
import { presenceColours } from '#drawing/tokens.ts';
import { type Door, workshopLimits } from '#wire/workshop.ts';
import { codeIn, keepSeat, keptSeats } from '#workshop/room/seats.ts';
import { words as common } from '../labels.ts';
import { words } from './labels.ts';
import { workshopApi } from './use-workshop.ts';
import styles from './Workshop.module.css';

/** `/join/<code>`: from the code on the projector to a seat, without an account. */
export default function JoinPage({ code }: { readonly code: string | undefined }) {
  const known = code === undefined ? undefined : codeIn(code);
  return (
    <main className={styles.page}>
      <div className={styles.bar}>
        <ButtonLink href="/" tone="quiet" icon={ArrowLeft}>
          {common.toStart}
        </ButtonLink>
      </div>
      {known ? <AtDoor key={known} code={known} /> : <CodeBox />}
    </main>
  );
}

export function CodeBox({ small }: { readonly small?: boolean }) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const go = (event: FormEvent) => {
    event.preventDefault();
    const code = codeIn(text);
    if (code) navigate(`/join/${code}`);
    else setFault(words.codeWrong);
  };
  return (
    <form className={small ? styles.codeBox : styles.card} onSubmit={go}>
      {!small && <h1>{words.joinTitle}</h1>}
      <TextField
        label={words.code}
        {...(!small && { help: words.codeHelp })}
        value={text}
        error={fault}
        autoComplete="off"
        spellCheck="false"
        maxLength={80}
        onChange={(next) => {
          setText(next);
          setFault(undefined);
        }}
      />
      <Button type="submit" tone={small ? 'plain' : 'primary'}>
        {words.next}
      </Button>
    </form>
  );
}

function AtDoor({ code }: { readonly code: string }) {
  const [door, setDoor] = useState<Door>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let wanted = true;
    void workshopApi.door(code).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setDoor(answer.value);
      else setFault(answer.faults[0]?.message);
    });
    return () => {
      wanted = false;
    };
  }, [code]);
  const kept = keptSeats().find((seat) => seat.code === code && seat.as === 'seat');
  if (fault)
    return (
      <>
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
        <CodeBox />
      </>
    );
  if (!door) return <p className="quiet">{words.opening}</p>;
  return (
    <>
      {kept && (
        <section className={styles.card}>
          <p>{words.again}</p>
          <ButtonLink tone="primary" href={`/w/${kept.workshop}#${kept.token}`}>
            {words.toSeat}
          </ButtonLink>
        </section>
      )}
      {door.open ? <TakeSeat code={code} door={door} /> : <p className={styles.card}>{words.over}</p>}
    </>
  );
}

function TakeSeat({ code, door }: { readonly code: string; readonly door: Door }) {
  const [, navigate] = useLocation();
  const [me] = useState(() => rememberedMe());
  const [name, setName] = useState(me.byChance ? '' : me.name);
  const [colour, setColour] = useState(me.colour);
  const [group, setGroup] = useState<string>();
  const [phone, setPhone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [fault, setFault] = useState<string>();
  const join = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (name.trim() === '') return;
    setBusy(true);
    const who = { name: name.trim(), colour, ...(group !== undefined && { group }), ...(phone && { kind: 'phone' as const }) };
    const joined = await workshopApi.join(code, who);
    setBusy(false);
    if (!joined.ok) return setFault(joined.faults[0]?.message);
    remember('me', JSON.stringify({ name: name.trim(), colour }));
    const { workshop, token } = joined.value;
    keepSeat({ code, workshop, token, as: 'seat', title: door.title });
    navigate(`/w/${workshop}#${token}`);
  };
  return (
    <form className={styles.card} onSubmit={join}>
      <h1>{door.title}</h1>
      <TextField
        label={words.name}
        value={name}
        maxLength={workshopLimits.name}
        error={asked && name.trim() === '' ? words.nameNeeded : undefined}
        autoFocus
        autoComplete="nickname"
        onChange={setName}
      />
      <RadioGroup value={colour} onChange={setColour} orientation="horizontal">
        <Label>{words.colour}</Label>
        <div className={styles.swatches}>
          {presenceColours.map((each) => (
            <Radio
              key={each}
              value={each}
              aria-label={each}
              className={styles.swatch as string}
              style={{ backgroundColor: each }}
            />
          ))}
        </div>
      </RadioGroup>
      {door.assign === 'choose' ? (
        <Answers
          label={words.group}
          options={door.groups.map(({ id, name: title, size }) => ({ value: id, label: title, help: words.people(size) }))}
          value={group}
          onChange={setGroup}
        />
      ) : (
        <p className={styles.lead}>{words.spread}</p>
      )}
      <Checkbox isSelected={phone} onChange={setPhone}>
        {words.phone}
      </Checkbox>
      <Button type="submit" tone="primary" icon={LogIn} isDisabled={busy}>
        {busy ? words.joining : words.join}
      </Button>
      <div aria-live="polite">{fault && <p className={styles.fault}>{fault}</p>}</div>
    </form>
  );
}
