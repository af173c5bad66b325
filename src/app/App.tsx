import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Route, Switch, useLocation } from 'wouter';
import { later } from '#canvas/later.ts';
import { Button } from '#canvas/ui/Button.tsx';
import { words } from './labels.ts';
import { Notice } from './Notice.tsx';

const Landing = lazy(() => import('./landing/Landing.tsx'));
const DesignPage = lazy(() => import('./design/DesignPage.tsx'));
const ComparePage = lazy(() => import('./compare/ComparePage.tsx'));
const StartPage = lazy(() => import('./workshop/StartPage.tsx'));
const JoinPage = lazy(() => import('./workshop/JoinPage.tsx'));
const SeatPage = lazy(() => import('./workshop/SeatPage.tsx'));
const ConsolePage = lazy(() => import('./workshop/ConsolePage.tsx'));
const ScreenPage = lazy(() => import('./workshop/ScreenPage.tsx'));
const ExercisePage = lazy(() => import('./templates/ExercisePage.tsx'));
const Tips = later(() => import('#canvas/ui/Tips.tsx'));

/** All pages. Each but the first is a chunk of its own, loaded when somebody goes there. */
export function App() {
  const [, navigate] = useLocation();
  return (
    <RouterProvider navigate={navigate}>
      <Failed>
        <Suspense fallback={<p className="quiet">{words.loading}</p>}>
          <Switch>
            <Route path="/">
              <Landing />
            </Route>
            <Route path="/d/:design">{({ design }) => <DesignPage key={design} design={design} />}</Route>
            <Route path="/compare">
              <ComparePage />
            </Route>
            <Route path="/workshop">
              <StartPage />
            </Route>
            <Route path="/workshop/:id">{({ id }) => <ConsolePage key={id} workshop={id} />}</Route>
            <Route path="/workshop/:id/screen">{({ id }) => <ScreenPage key={id} workshop={id} />}</Route>
            <Route path="/w/:id">{({ id }) => <SeatPage key={id} workshop={id} />}</Route>
            <Route path="/join/:code?">{({ code }) => <JoinPage code={code} />}</Route>
            <Route path="/templates/:name">{({ name }) => <ExercisePage key={name} name={name} />}</Route>
            <Route>
              <Notice title={words.notFoundTitle} text={words.notFoundText} />
            </Route>
          </Switch>
          <LateTips />
        </Suspense>
      </Failed>
    </RouterProvider>
  );
}

/** Tips are fetched once the page stands: an effect beside it does not run before. */
function LateTips() {
  const [stands, setStands] = useState(false);
  useEffect(() => setStands(true), []);
  return stands ? (
    <Suspense>
      <Tips />
    </Suspense>
  ) : null;
}

/** A chunk that can't be loaded (the server was updated, the network is down) or a mistake of ours: say so, offer the way out. */
class Failed extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice title={words.failedTitle} text={words.failedText}>
        <Button tone="primary" onPress={() => location.reload()}>
          {words.reload}
        </Button>
      </Notice>
    );
  }
}
