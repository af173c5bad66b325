/** The mark of Millrace: a wheel in its race. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="12" cy="10" r="6.25" stroke="currentColor" strokeWidth="1.75" />
      <path
        d="M12 10V1.75M12 10l7.14-4.13M12 10l7.14 4.13M12 10v6.25M12 10l-7.14 4.13M12 10L4.86 5.87"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="12" cy="10" r="1.75" fill="currentColor" />
      <path
        d="M1.5 20.5c1.75-2 3.5-2 5.25 0s3.5 2 5.25 0 3.5-2 5.25 0 3.5 2 5.25 0"
        stroke="var(--info)"
        strokeWidth="1.9"
        strokeLinecap="round"
      />
    </svg>
  );
}
