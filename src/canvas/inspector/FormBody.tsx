import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Field } from './Field.tsx';
import { saidGroups } from './form.ts';
import type { FormBodyProps } from './form-context.ts';
import styles from './Inspector.module.css';
import { words } from './labels.ts';

/** The essentials, and everything else under "More", by group. Groups in which something has been said stand open. */
export function FormBody({ form, allOpen = false }: FormBodyProps) {
  const said = saidGroups(form);
  const count = form.more.reduce((sum, group) => sum + group.fields.length, 0);
  const [more, setMore] = useState(allOpen);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const shown = more || said.size > 0;
  return (
    <div className={styles.fields}>
      {form.essentials.map((field) => (
        <Field key={field.path.join('/')} field={field} />
      ))}
      {count > 0 && !allOpen && (
        <AriaButton className={styles.more as string} aria-expanded={more} onPress={() => setMore(!more)}>
          <ChevronRight size={15} aria-hidden />
          {more ? words.more : words.moreCount(count)}
        </AriaButton>
      )}
      {shown &&
        form.more.map((group) => {
          const open = allOpen || said.has(group.label) !== toggled.has(group.label);
          if (!more && !said.has(group.label)) return null;
          return (
            <section key={group.label} className={styles.group}>
              {allOpen ? (
                form.more.length > 1 && <h3 className={styles.groupTitle}>{group.label}</h3>
              ) : (
                <AriaButton
                  className={styles.groupTitle as string}
                  aria-expanded={open}
                  onPress={() =>
                    setToggled(
                      new Set(
                        toggled.has(group.label)
                          ? [...toggled].filter((each) => each !== group.label)
                          : [...toggled, group.label],
                      ),
                    )
                  }
                >
                  <ChevronRight size={14} aria-hidden />
                  {group.label}
                  <small>{group.fields.length}</small>
                </AriaButton>
              )}
              {open && (
                <div className={styles.groupFields}>
                  {group.fields.map((field) => (
                    <Field key={field.path.join('/')} field={field} />
                  ))}
                </div>
              )}
            </section>
          );
        })}
    </div>
  );
}
