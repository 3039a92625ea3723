import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { McpStrategy } from '@rekog/mcp-nest';
import { Greetings } from './greetings.js';

const strategy = new McpStrategy({ name: 'golden', version: '1.0.0' });

@Module({ controllers: [Greetings] })
class AppModule {}

const app = await NestFactory.createMicroservice(AppModule, { strategy });
await app.listen();
