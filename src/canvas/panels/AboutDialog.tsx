import { Dialog } from '../ui/Dialog.tsx';
import { Mark } from '../ui/Mark.tsx';
import { about } from './about-labels.ts';
import styles from './Dialogs.module.css';

export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={about.title} isOpen onClose={onClose} size="s" reading>
      <div className={styles.about}>
        <Mark size={44} />
        {about.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </Dialog>
  );
}
