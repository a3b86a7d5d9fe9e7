export function DashboardPage() {
  return <h1>Collection Status</h1>;
}
