/** The address as it will be used, however it was entered. */
export function TenantLine({ tenant }: { tenant: string | null }) {
  return (
    <p className="form-tenant" aria-live="polite">
      {tenant !== null && (
        <>
          Connects to <code>{tenant}</code>
        </>
      )}
    </p>
  );
}
