import { Suspense } from 'react';
import { useBench } from '../bench.ts';
import { AttachDialog } from '../commands/AttachDialog.tsx';
import { CommandsDialog } from '../commands/CommandsDialog.tsx';
import { ContractsDialog } from '../commands/ContractsDialog.tsx';
import { KeysDialog } from '../commands/KeysDialog.tsx';
import { AcceptDialog } from '../findings/AcceptDialog.tsx';
import { later } from '../later.ts';
import { MeDialog } from '../people/MeDialog.tsx';
import { ShareDialog } from '../share/ShareDialog.tsx';
import { useStore } from '../store.ts';
import { AboutDialog } from './AboutDialog.tsx';

const TemplatesDialog = later(() => import('./TemplatesDialog.tsx'));
const RulesDialog = later(() => import('../findings/RulesDialog.tsx'));
const ReadingDialog = later(() => import('../concepts/ReadingDialog.tsx'));
const FitDialog = later(() => import('../brokers/FitDialog.tsx'));
const ContractDialog = later(() => import('../contract/ContractDialog.tsx'));

/** Whichever dialog is open; one at a time. The chunk is loaded with the first one. */
export default function Dialogs() {
  const bench = useBench();
  const open = useStore(bench.dialog);
  const contract = useStore(bench.contract);
  const rulePage = useStore(bench.rulePage);
  const reading = useStore(bench.reading);
  const accepting = useStore(bench.accepting);
  const close = () => bench.dialog.set(undefined);
  const { access, templates } = bench.page;
  const { presence } = bench.session;
  return (
    <>
      {open === 'share' && access && <ShareDialog access={access} onClose={close} />}
      {open === 'keys' && <KeysDialog onClose={close} />}
      {open === 'commands' && <CommandsDialog onClose={close} />}
      {open === 'attach' && <AttachDialog onClose={close} />}
      {open === 'about' && <AboutDialog onClose={close} />}
      {open === 'me' && presence && <MeDialog presence={presence} onClose={close} />}
      {open === 'contracts' && <ContractsDialog onClose={close} />}
      {open === 'contract' && contract !== undefined && (
        <Suspense>
          <ContractDialog id={contract} onClose={close} />
        </Suspense>
      )}
      {open === 'templates' && templates && (
        <Suspense>
          <TemplatesDialog source={templates} onClose={close} />
        </Suspense>
      )}
      {open === 'rules' && (
        <Suspense>
          <RulesDialog onClose={close} />
        </Suspense>
      )}
      {open === 'brokers' && (
        <Suspense>
          <FitDialog onClose={close} />
        </Suspense>
      )}
      {accepting && <AcceptDialog finding={accepting} onClose={() => bench.accepting.set(undefined)} />}
      {rulePage !== undefined && (
        <Suspense>
          <ReadingDialog start={`rule/${rulePage}`} onClose={() => bench.rulePage.set(undefined)} />
        </Suspense>
      )}
      {reading !== undefined && (
        <Suspense>
          <ReadingDialog start={reading} onClose={() => bench.reading.set(undefined)} />
        </Suspense>
      )}
    </>
  );
}
