import { Component, type ReactNode } from "react";
import { Button, Column, Notice, Text } from "@desk/kit";

interface BoundaryProps {
  /** What is said where the part broke: a title and a text. */
  title: string;
  text: string;
  again: string;
  children: ReactNode;
}

/** Keeps a part that breaks from taking the rest with it. */
export class Boundary extends Component<BoundaryProps, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    const retry = <Button onClick={() => this.setState({ error: undefined })}>{this.props.again}</Button>;
    return (
      <Column padding="$5" maxWidth={720}>
        <Notice tone="danger" action={retry}>
          <Text strong color="inherit" display="block">{this.props.title}</Text>
          <Text color="inherit" small>{this.props.text}</Text>
        </Notice>
      </Column>
    );
  }
}
