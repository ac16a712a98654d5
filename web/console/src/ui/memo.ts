import { Component, createElement, type ComponentType, type FunctionComponent } from "preact";

/** Draws again only when `same` says that the properties differ; hundreds of lines stand still while one is added. */
export function memo<P extends object>(Inner: FunctionComponent<P>, same: (before: P, after: P) => boolean): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props, next);
    }

    override render() {
      return createElement(Inner, this.props);
    }
  } as ComponentType<P>;
}
