import { Button, Checkbox, Menu, Radio } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './choice-menu.module.css';

export interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
}

interface ManyProps<Value extends string> {
  /** What is chosen, e.g. `Tình trạng`. */
  name: string;
  choices: readonly Choice<Value>[];
  chosen: readonly Value[];
  onChoose: (chosen: Value[]) => void;
}

/** A button that opens a list in which several things can be ticked; it stays open while ticking. */
export function ManyMenu<Value extends string>({ name, choices, chosen, onChoose }: ManyProps<Value>) {
  return (
    <ChoiceMenu name={name} count={chosen.length}>
      {choices.map(({ value, label }) => {
        const ticked = chosen.includes(value);
        return (
          <Menu.CheckboxItem
            key={value}
            checked={ticked}
            onChange={() => onChoose(ticked ? chosen.filter((other) => other !== value) : [...chosen, value])}
          >
            <span className={classes.choice}>
              <Checkbox.Indicator checked={ticked} size="sm" />
              {label}
            </span>
          </Menu.CheckboxItem>
        );
      })}
    </ChoiceMenu>
  );
}

interface OneProps<Value extends string> {
  name: string;
  choices: readonly Choice<Value>[];
  chosen: Value | undefined;
  /** Choosing what is already chosen takes it away. */
  onChoose: (chosen: Value | undefined) => void;
}

/** The same for one thing of several. */
export function OneMenu<Value extends string>({ name, choices, chosen, onChoose }: OneProps<Value>) {
  return (
    <ChoiceMenu name={name} count={chosen === undefined ? 0 : 1}>
      {choices.map(({ value, label }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checked={value === chosen}
          closeMenuOnClick
          onChange={() => onChoose(value === chosen ? undefined : value)}
        >
          <span className={classes.choice}>
            <Radio.Indicator checked={value === chosen} size="sm" />
            {label}
          </span>
        </Menu.RadioItem>
      ))}
    </ChoiceMenu>
  );
}

interface ChoiceMenuProps {
  name: string;
  count: number;
  children: ReactNode;
}

function ChoiceMenu({ name, count, children }: ChoiceMenuProps) {
  return (
    <Menu position="bottom-start" classNames={{ itemIndicator: classes.ownIndicator }}>
      <Menu.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          fw={count > 0 ? 600 : 450}
          px="sm"
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {name}
          {count > 0 ? ` (${count})` : ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }} maw="min(560px, 92vw)">
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
