import { useEffect, useState } from 'react';
import { fetchedLater } from '../later.ts';
import styles from './Share.module.css';

const qr = fetchedLater(() => import('./qr-path.ts'));

/** A QR code as one path; dark on white in every theme, because some readers refuse an inverted one. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [code, setCode] = useState<{ readonly path: string; readonly size: number }>();
  useEffect(() => {
    let wanted = true;
    void qr().then(({ qrPath }) => wanted && setCode(qrPath(text)));
    return () => {
      wanted = false;
    };
  }, [text]);
  if (!code) return <div className={styles.qr} />;
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.qr}
      viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={code.size + 8} height={code.size + 8} fill="#ffffff" />
      <path d={code.path} fill="#14171b" />
    </svg>
  );
}
